import type { Refusal } from './decider.ts';
import type { Actor } from './event.ts';
import type { ExpectedRevision } from './event-store.ts';
import type { CommandId, HappenedAt, Instant, Position, Revision, StreamName } from './primitives.ts';
import type { Stamp } from './stamp.ts';

/** What makes one command differ from another under the same id. */
export interface CommandContent {
  readonly type: string;
  readonly data: unknown;
}

/** Who sent a command, and the one capacity that they ask to act in (LIF-3); absent: what they are by themselves. */
export interface CommandActor {
  readonly id: string;
  readonly role?: string;
}

export interface StreamCommand<State, Command extends CommandContent, Context> {
  readonly stream: StreamName;
  readonly command: Command;
  /** The same id means the same request: a retry is answered with what the first one did. */
  readonly commandId: CommandId;
  /** Or how to tell from what there is: in what capacity somebody acts depends on what they act on. */
  readonly actor: Actor | ((now: Instant, state: State) => Actor);
  /** What the decision on that state will look for has to be at hand; before every attempt, and for a rehearsal too. */
  readonly lookUp?: ((now: Instant, state: State) => Promise<void>) | undefined;
  /** What the pure decider may know beside command and state. Called again for every attempt. */
  context(now: Instant, state: State, stamp: Stamp): Context;
  /** What has to stand elsewhere before it is decided on that state. Called before every attempt, never for a rehearsal. */
  readonly ahead?: ((now: Instant, state: State, stamp: Stamp) => Promise<void>) | undefined;
  readonly happenedAt?: HappenedAt | 'unknown' | undefined;
  /** What else was asked for with it: the same id with something else here is another request. */
  readonly circumstances?: object | undefined;
  /** Only says whether it would be carried out: `unchanged` stands for yes, and nothing is recorded. */
  readonly rehearsal?: boolean | undefined;
  /** Most often nothing stands there yet: the append is tried at once, and the stream read only when it was not so. */
  readonly begins?: boolean | undefined;
  /** If-Match: the caller's decision rests on this revision. */
  readonly expectedRevision?: ExpectedRevision | undefined;
  readonly correlationId?: string | undefined;
  readonly causationId?: string | undefined;
  /** `id@version` written on the events; sees the state before the decision. */
  readonly procedure?: ((now: Instant, state: State) => string | undefined) | undefined;
}

/** Where the stream stands: its last event, or `'no-stream'` and BEGINNING. */
export interface StreamState<State> {
  readonly state: State;
  readonly revision: ExpectedRevision;
  readonly position: Position;
}

/** Like {@link StreamState}, of the last event of this very command. `state` is current. */
export interface Recorded<State, Event> {
  readonly state: State;
  readonly events: readonly Event[];
  readonly revision: Revision;
  readonly position: Position;
}

export type CommandResult<State, Event> =
  | ({ readonly outcome: 'accepted' } & Recorded<State, Event>)
  /** This command was carried out before; `events` are the ones it recorded then. */
  | ({ readonly outcome: 'repeated' } & Recorded<State, Event>)
  /** Nothing had to change. */
  | ({ readonly outcome: 'unchanged' } & StreamState<State>)
  | ({ readonly outcome: 'refused'; readonly refusal: Refusal } & StreamState<State>)
  /** The id belongs to another command. */
  | ({ readonly outcome: 'commandIdReused' } & StreamState<State>)
  /** The stream is not at the revision that the caller expected; `revision` is the actual one. */
  | ({ readonly outcome: 'stale'; readonly expected: ExpectedRevision } & StreamState<State>)
  /** Others were first at every attempt; the caller may try again with the same command id. */
  | ({ readonly outcome: 'contended'; readonly attempts: number } & StreamState<State>);
