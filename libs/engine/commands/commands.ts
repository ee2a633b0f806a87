import {
  createCommandHandler,
  isRefusal,
  StreamFault,
  type AggregateDefinition,
  type AggregateRequest,
  type Clock,
  type Codec,
  type CommandSeal,
  type CommandContent,
  type CommandResult,
  type Decider,
  type DomainEvent,
  type EventDraft,
  type EventMetadata,
  type EventStore,
  type Position,
  type Prepared,
  type Refusal,
  type Revision,
} from '#event-sourcing';
import type { DamageNotes } from '../damage/damage-notes.ts';
import type { Freshness } from '../readiness/freshness.ts';
import type { CodecPort } from './codecs.ts';
import { faultRefusal } from '../damage/damage-refusal.ts';

/** `Named`: how the answer says what it is about. */
export type Outcome<Named = unknown> =
  /** `repeated`: this very command was carried out before; the answer is that of the first time. */
  | ({
      readonly outcome: 'accepted' | 'repeated' | 'unchanged';
      readonly revision: Revision;
      readonly position: Position;
      readonly events: readonly {
        readonly type: string;
        readonly data: unknown;
        /** As much of the data as whoever sent the command may read; `undefined`: nothing. */
        readonly shown: unknown;
        readonly metadata: Pick<EventMetadata, 'actor' | 'recordedAt' | 'procedure'>;
      }[];
    } & Named)
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'stale'; readonly actual: Revision }
  | { readonly outcome: 'commandIdReused' }
  /** Too many others at once; safe to repeat with the same id. */
  | { readonly outcome: 'contended' };

/** A command for an aggregate of that kind. */
export type Send = (kind: string, request: AggregateRequest) => Promise<Outcome>;

export interface CommandPorts extends CodecPort {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly seal: CommandSeal;
  readonly notes: Pick<DamageNotes, 'note'>;
  readonly settled: Freshness['settled'];
}

/** Carries the commands of one kind of aggregate out against the stream that they are for: load, decide, append (D1). */
export function createCommands<
  State,
  Command extends CommandContent,
  Event extends DomainEvent,
  Context extends object,
  Ports extends CommandPorts,
>(
  aggregate: Pick<
    AggregateDefinition<State, Command, Event, Context, Ports>,
    'decider' | 'prepare' | 'begins' | 'stream' | 'missing'
  >,
  ports: Ports,
): (request: AggregateRequest<Command>) => Promise<Outcome> {
  const { decider: pure } = aggregate;
  const { store, clock, seal, notes, settled } = ports;
  const decider: Decider<State, Command, EventDraft, Event, Context | Refusal> = {
    ...pure,
    decide: (command, state, context) =>
      isRefusal(context) ? context : pure.decide(command, state, context),
  };
  // In the streams of one kind nothing else stands.
  const codec = ports.codec as Codec<Event>;
  const handle = createCommandHandler({ store, codec, decider, clock, seal });
  const carryOut = async (request: AggregateRequest<Command>): Promise<Outcome> => {
    const { id, command, actor, lateBecause, minPosition: _, ...circumstances } = request;
    const stream = aggregate.stream(id);
    const begins = aggregate.begins?.(command) === true;
    // Each is a journey on a server, and none waits for the other.
    const [prepared, read] = await Promise.all([
      aggregate.prepare(request, ports),
      begins ? undefined : handle.read({ stream, commandId: request.commandId }),
    ]);
    const asked = {
      ...circumstances,
      ...{ stream, command, ...prepared, begins },
      circumstances: {
        ...(actor.role !== undefined && { role: actor.role }),
        ...(lateBecause !== undefined && { lateBecause }),
      },
    };
    const result = await handle(asked, read);
    return outcomeOf(result, { missing: () => aggregate.missing(id), shown: prepared.shown });
  };
  // What is wrong with one stream is that stream's answer, and nobody else's outage.
  return async (request) => {
    try {
      return await settled(() => carryOut(request), recordedAt, request.minPosition);
    } catch (error) {
      if (error instanceof StreamFault) notes.note(error.damage);
      const refusal = faultRefusal(error);
      if (refusal === undefined) throw error;
      return { outcome: 'refused', refusal };
    }
  };
}

function outcomeOf<State, Event extends DomainEvent>(
  result: CommandResult<State, Event>,
  { missing, shown }: { readonly missing: () => Refusal; readonly shown: Prepared<State, never>['shown'] },
): Outcome {
  switch (result.outcome) {
    case 'accepted':
    case 'repeated': {
      const { outcome, revision, position, events, state } = result;
      const shownOf = shown?.(state) ?? allOf;
      return {
        ...{ outcome, revision, position },
        events: events.map((event) => ({ ...outlined(event), shown: shownOf(event) })),
      };
    }
    case 'unchanged':
      return result.revision === 'no-stream'
        ? { outcome: 'refused', refusal: missing() }
        : { outcome: 'unchanged', revision: result.revision, position: result.position, events: [] };
    case 'refused':
      return { outcome: 'refused', refusal: result.refusal };
    case 'stale':
      return result.revision === 'no-stream'
        ? { outcome: 'refused', refusal: missing() }
        : { outcome: 'stale', actual: result.revision };
    case 'commandIdReused':
    case 'contended':
      return { outcome: result.outcome };
  }
}

const allOf = ({ data }: Pick<DomainEvent, 'data'>): unknown => data;

/** What was recorded is so, whatever was read before. */
const recordedAt = (outcome: Outcome): Position | false =>
  outcome.outcome === 'accepted' || outcome.outcome === 'repeated' ? outcome.position : false;

const outlined = ({ type, data, metadata }: DomainEvent) => {
  const { actor, recordedAt: at, procedure } = metadata;
  return { type, data, metadata: { actor, recordedAt: at, ...(procedure !== undefined && { procedure }) } };
};
