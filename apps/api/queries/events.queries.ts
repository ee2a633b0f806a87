import { Inject } from '@nestjs/common';
import { QueryHandler } from '@nestjs/cqrs';
import type { RecordedCaseEvent } from '#cases';
import type { EventsFilter } from '#engine';
import type { Logger } from '#platform';
import type { Principal } from '../auth/index.ts';
import { LOGGER } from '../options.ts';
import { malformed } from '../problems/index.ts';
import { FreshHandler, FreshQuery } from './fresh-query.ts';
import { auditReading, seesPersonalData, withoutPersonalData, withoutSendersText } from './privacy.ts';

/** The history as newline-delimited JSON, in log order. */
export class EventsQuery extends FreshQuery<AsyncIterable<string>> {
  constructor(
    readonly filter: EventsFilter,
    readonly caller: Principal,
    since: string | undefined,
  ) {
    super(since);
  }
}

@QueryHandler(EventsQuery)
export class EventsHandler extends FreshHandler<EventsQuery, AsyncIterable<string>> {
  protected readonly reads = [];

  @Inject(LOGGER)
  private readonly logger!: Logger;

  protected read({ filter, caller }: EventsQuery): Promise<AsyncIterable<string>> {
    const personal = seesPersonalData(caller);
    if (personal) auditReading(this.logger, caller, { events: filter });
    return begun(lines(this.engine.queries.events(filter), personal));
  }
}

async function* lines(events: AsyncIterable<RecordedCaseEvent>, personal: boolean): AsyncGenerator<string> {
  for await (const { position, stream, revision, id, type, data, metadata } of events) {
    const told = personal
      ? { data, metadata }
      : { data: withoutPersonalData(type, data), metadata: withoutSendersText(metadata) };
    yield `${JSON.stringify({ position, stream, revision: revision.toString(), id, type, ...told })}\n`;
  }
}

/** Positions are opaque here; only the store knows that one is none. */
function notAPosition(error: unknown): never {
  throw error instanceof RangeError ? malformed('after', 'must be the position of an event') : error;
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
