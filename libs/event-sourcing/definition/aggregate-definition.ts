import type { EventContract } from '../codec.ts';
import type { CommandActor, CommandContent } from '../command.ts';
import type { Decider, Refusal } from '../decider.ts';
import type { Actor, DomainEvent, EventDraft } from '../event.ts';
import type { CommandId, HappenedAt, Instant, Position, Revision, StreamName } from '../primitives.ts';
import type { Stamp } from '../stamp.ts';
import type { Projection } from '../projection/projection.ts';
import type { CommandDefinition } from './command-definition.ts';
import type { AnyQuery } from './query-definition.ts';

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
  /** What the sender builds on: a refusal counts only when nothing older was read (D10). */
  readonly minPosition?: Position;
  readonly correlationId?: string;
  readonly causationId?: string;
}

/** One command for the aggregate with that id. */
export interface AggregateRequest<Command extends CommandContent = CommandContent> extends Circumstances {
  readonly id: string;
  readonly command: Command;
}

/** What was looked up for one command; asked again at every attempt. */
export interface Prepared<State, Context> {
  /** What the decision on that state will look for has to be at hand; also for what is only asked about. */
  lookUp?(now: Instant, state: State): Promise<void>;
  /** `id@version` of the rules that the decision is made under. */
  procedure?(now: Instant, state: State): string | undefined;
  /** In what capacity the sender acts, which the history keeps. */
  actor(now: Instant, state: State): Actor;
  /** What has to stand elsewhere before it is decided on that state; may be called for several states. */
  ahead?(now: Instant, state: State, stamp: Stamp): Promise<void>;
  /** In the state that follows: what of an event that was recorded its sender may read; without it: all of it. */
  readonly shown?: (state: State) => (event: Pick<DomainEvent, 'type' | 'data'>) => unknown;
  /** A refusal in place of the context: what the command needs is not there, so there is nothing to decide. */
  context(now: Instant, state: State, stamp: Stamp): Context | Refusal;
}

/** Where the commands of a kind are sent to, and by whom. */
interface AggregateAddress {
  /** Where it stands; the commands stand below it: `cases/:caseId`. */
  readonly address: string;
  /** Its id, as addresses and answers name it. */
  readonly id: { readonly name: string; readonly example: string };
  /** The one role that sends them; which capacity counts in the matter is decided there. */
  readonly access: 'operations' | 'compliance' | 'admin';
  /** The one that has that id. */
  stream(id: string): StreamName;
  /** From the parameters of the address; `undefined` for an id that nothing can have. */
  idOf(parameters: Readonly<Record<string, string>>): string | undefined;
  /** Of something that the command begins. */
  newId(command: CommandId): string;
}

/** What is known of a kind of aggregate without its own types. */
interface AggregateParts extends AggregateAddress {
  /** What the names of its streams begin with, `case` of `case-7F3K-9M2Q-X4TB`, and what sentences call it. Stored contract. */
  readonly kind: string;
  /** One sentence for the documentation. */
  readonly about: string;
  /** Every event type that it records. */
  readonly contracts: readonly EventContract[];
  readonly commands: readonly CommandDefinition[];
  readonly queries: readonly AnyQuery[];
  /** The read models that are folded from its history. */
  readonly projections: (options: never) => readonly Projection<object>[];
}

/**
 * One kind of aggregate in one value. Everything else that is known of it derives from here: how its events are stored,
 * the names of its streams, how its commands are carried out, their routes and documentation, what can be asked.
 */
export interface AggregateDefinition<
  State,
  Command extends CommandContent,
  Event extends DomainEvent,
  Context,
  /** Where `prepare` looks things up. */
  Ports,
> extends AggregateParts {
  readonly decider: Decider<State, Command, EventDraft, Event, Context>;
  /** Looks up, once, what the decision may know beside command and state. */
  prepare(request: AggregateRequest<Command>, ports: Ports): Promise<Prepared<State, Context>>;
  /** Whether most often nothing of it is there yet. */
  begins?(command: Command): boolean;
  missing(id: string): Refusal;
}

/** With its own types forgotten, as lists of aggregates hold it. */
export type AnyAggregate = AggregateParts & {
  prepare(request: never, ports: never): Promise<Prepared<never, object>>;
};

type Union<Parts> = (Parts extends unknown ? (part: Parts) => void : never) extends (part: infer All) => void
  ? All
  : never;

/** What all aggregates of a list look things up in, together. */
export type PortsOf<Aggregates extends readonly AnyAggregate[]> = Union<
  Parameters<Aggregates[number]['prepare']>[1]
>;
