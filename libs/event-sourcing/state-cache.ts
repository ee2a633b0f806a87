import type { CommandId, Instant, Position, Revision, StreamName } from './primitives.ts';

/** How a stream stood after its last event that was read, and which commands have recorded something in it. */
export interface KnownStream<State> {
  readonly state: State;
  readonly revision: Revision;
  readonly position: Position;
  readonly recordedAt: Instant;
  /** A repeat is recognised by these: what it had recorded is then read from the history. */
  readonly commands: ReadonlySet<CommandId>;
}

/** States of busy streams, so that a command for one reads only what has come since. */
export interface StateCache<State> {
  get(stream: StreamName): KnownStream<State> | undefined;
  put(stream: StreamName, known: KnownStream<State>): void;
}

/** Shorter ones are read as quickly as they are remembered. */
const WORTH_REMEMBERING = 30n;

/** The streams that were asked for last, at most so many. */
export function createStateCache<State>(most: number): StateCache<State> {
  const known = new Map<StreamName, KnownStream<State>>();
  return {
    get: (stream) => known.get(stream),
    put(stream, entry) {
      known.delete(stream);
      if (entry.revision < WORTH_REMEMBERING) return;
      known.set(stream, entry);
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
    },
  };
}
