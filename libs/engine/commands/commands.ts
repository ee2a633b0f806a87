import {
  createCommandHandler,
  isRefusal,
  StreamFault,
  type Actor,
  type Clock,
  type Codec,
  type CommandActor,
  type CommandContent,
  type CommandId,
  type CommandResult,
  type Decider,
  type DomainEvent,
  type EventDraft,
  type EventStore,
  type HappenedAt,
  type Instant,
  type Position,
  type Refusal,
  type Revision,
  type Stamp,
  type StreamName,
} from '#event-sourcing';
import type { DamageNotes } from '../damage/damage-notes.ts';
import { faultRefusal } from '../damage/damage-refusal.ts';

/** How a command comes, whatever it is for. */
export interface Circumstances {
  readonly actor: CommandActor;
  /** The same id with the same content is the same request, however often it is sent (D19). */
  readonly commandId: CommandId;
  readonly happenedAt?: HappenedAt;
  /** Why it is told so much later (LIF-5). */
  readonly lateBecause?: string;
  /** From If-Match: refuse when the stream has moved on. */
  readonly expectedRevision?: Revision;
  /** Asks only whether it would be carried out; `unchanged` stands for yes. */
  readonly rehearsal?: boolean;
  readonly correlationId?: string;
  readonly causationId?: string;
}

/** One command for the aggregate with that id. */
export interface Request<Command extends CommandContent> extends Circumstances {
  readonly id: string;
  readonly command: Command;
}

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
        readonly metadata: { readonly actor: Actor };
      }[];
    } & Named)
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'stale'; readonly actual: Revision }
  | { readonly outcome: 'commandIdReused' }
  /** Too many others at once; safe to repeat with the same id. */
  | { readonly outcome: 'contended' };

/** What was looked up for one command; asked again at every attempt. */
interface Prepared<State, Context> {
  /** In what capacity the sender acts, which the history keeps. */
  actor(now: Instant, state: State): Actor;
  /** A refusal in place of the context: what the command needs is not there, so there is nothing to decide. */
  context(now: Instant, state: State, stamp: Stamp): Context | Refusal;
}

/** What has to be known of one aggregate type to carry its commands out. */
export interface CommandedAggregate<
  State,
  Command extends CommandContent,
  Event extends DomainEvent,
  Context,
> {
  readonly codec: Codec<Event>;
  readonly decider: Decider<State, Command, EventDraft, Event, Context>;
  stream(id: string): StreamName;
  /** Looks up, once, what the decision may know beside command and state. */
  prepare(request: Request<Command>): Promise<Prepared<State, Context>>;
  /** `id@version` of the rules that the decision is made under. */
  procedure?(command: Command, state: State): string | undefined;
  missing(id: string): Refusal;
}

export interface CommandPorts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly notes: Pick<DamageNotes, 'note'>;
}

/** Carries commands out against the stream that they are for: load, decide, append (D1). */
export function createCommands<
  State,
  Command extends CommandContent,
  Event extends DomainEvent,
  Context extends object,
>(
  { store, clock, notes }: CommandPorts,
  aggregate: CommandedAggregate<State, Command, Event, Context>,
): (request: Request<Command>) => Promise<Outcome> {
  const { codec, decider: pure } = aggregate;
  const decider: Decider<State, Command, EventDraft, Event, Context | Refusal> = {
    ...pure,
    decide: (command, state, context) =>
      isRefusal(context) ? context : pure.decide(command, state, context),
  };
  const handle = createCommandHandler({ store, codec, decider, clock });
  const carryOut = async (request: Request<Command>): Promise<Outcome> => {
    const { id, command, actor, lateBecause, ...circumstances } = request;
    const prepared = await aggregate.prepare(request);
    const result = await handle({
      ...circumstances,
      ...{ stream: aggregate.stream(id), command, ...prepared },
      circumstances: {
        ...(actor.role !== undefined && { role: actor.role }),
        ...(lateBecause !== undefined && { lateBecause }),
      },
      procedure: (state) => aggregate.procedure?.(command, state),
    });
    return outcomeOf(result, () => aggregate.missing(id));
  };
  // What is wrong with one stream is that stream's answer, and nobody else's outage.
  return async (request) => {
    try {
      return await carryOut(request);
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
  missing: () => Refusal,
): Outcome {
  switch (result.outcome) {
    case 'accepted':
    case 'repeated': {
      const { outcome, revision, position, events } = result;
      return { outcome, revision, position, events: events.map(outlined) };
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

const outlined = ({ type, data, metadata: { actor } }: DomainEvent) => ({ type, data, metadata: { actor } });
