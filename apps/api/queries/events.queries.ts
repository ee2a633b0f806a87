import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LISTED_CASES } from '#cases';
import { eventsUpTo, historyRead, type EventsFilter, type MoreEvents, type ToldEvent } from '#engine';
import type { Position } from '#event-sourcing';
import type { Principal } from '../auth/index.ts';
import { ENGINE, LIMITS, type ApiEngine, type ApiLimits } from '../options.ts';
import { unknownPosition } from '../problems/index.ts';
import { awaitPosition } from './await-position.ts';
import { readerFor } from './reader.ts';
import { seesPersonalData, withoutPersonalData, withoutSendersText } from './privacy.ts';

/** The history as newline-delimited JSON, in log order. */
export class EventsQuery extends Query<AsyncIterable<string>> {
  constructor(
    readonly filter: EventsFilter,
    readonly caller: Principal,
    readonly since: Position | undefined,
    readonly correlationId: string,
  ) {
    super();
  }
}

@QueryHandler(EventsQuery)
export class EventsHandler implements IQueryHandler<EventsQuery> {
  constructor(
    @Inject(ENGINE) private readonly engine: ApiEngine,
    @Inject(LIMITS) private readonly limits: ApiLimits,
  ) {}

  async execute({ filter, caller, since, correlationId }: EventsQuery): Promise<AsyncIterable<string>> {
    // Whom a case is about is known by the lists: they have to be as far as the history that is told.
    const head = await this.engine.store.head();
    const position = since !== undefined && since > head ? since : head;
    await awaitPosition(this.engine, position, [LISTED_CASES], this.limits.freshMillis);
    const reader = await readerFor(this.engine, caller);
    const personal = seesPersonalData(caller);
    const events = eventsUpTo(filter.limit, (limit) =>
      this.engine.queries.events({ ...filter, ...limit }, reader),
    );
    const told = await begun(lines(events, personal));
    await this.engine.audit({
      command: historyRead('api', filter, head),
      ...{ actor: { id: reader.id, role: personal ? 'compliance' : 'analyst' }, correlationId },
    });
    return told;
  }
}

async function* lines(
  events: AsyncIterable<ToldEvent | MoreEvents>,
  personal: boolean,
): AsyncGenerator<string> {
  for await (const event of events) {
    if ('more' in event) {
      yield `${JSON.stringify(event)}\n`;
      continue;
    }
    const { position, stream, revision, id, type } = event;
    if ('damaged' in event) {
      yield `${JSON.stringify({ position, stream, revision: revision.toString(), id, type, damaged: event.damaged })}\n`;
      continue;
    }
    const { data, metadata } = event;
    const told = personal
      ? { data, metadata }
      : { data: withoutPersonalData(type, data), metadata: withoutSendersText(metadata) };
    yield `${JSON.stringify({ position, stream, revision: revision.toString(), id, type, ...told })}\n`;
  }
}

/** Positions are opaque here; only the store knows that one is none. */
function notAPosition(error: unknown): never {
  throw error instanceof RangeError ? unknownPosition('after', 'must be the position of an event') : error;
}

/** Reads the first line already, so that an error is still an answer and not a broken stream. */
async function begun(lines: AsyncGenerator<string>): Promise<AsyncIterable<string>> {
  const first = await lines.next().catch(notAPosition);
  return {
    async *[Symbol.asyncIterator]() {
      if (first.done === true) return;
      yield first.value;
      yield* lines;
    },
  };
}
