import { BEGINNING, EventStoreUnavailable, type EventStore, type Position } from '#event-sourcing';

type Nodes = Pick<EventStore, 'head' | 'connections' | 'reaches'>;

/** What can be read of the history at the moment ends before what is known of it; that passes. */
export class NotCaughtUp extends EventStoreUnavailable {
  constructor() {
    super(
      'What can be read of the history ends before a position that was told of it: a node of its server is behind.',
    );
  }
}

/** Nothing of this history stands at such a position, now or later. */
export class UnknownPosition extends Error {
  override readonly name = 'UnknownPosition';
}

/** Throws {@link NotCaughtUp} or {@link UnknownPosition} unless what is read from now on includes the position (D10). */
export async function assertReached(store: Nodes, position: Position): Promise<void> {
  if (store.reaches !== undefined) {
    if (!(await store.reaches(position))) throw new NotCaughtUp();
  } else if ((await store.head()) < position) throw new UnknownPosition('is not a position of this history');
}

export interface Freshness {
  /** This process has been told of an event there. */
  readonly saw: (position: Position) => void;
  /**
   * Does work that decides by what it reads, and again where it may have read of a node that was behind. `settles`: false for
   * a result that is final only if nothing older was read than `since` and than what this process had been told of before; where
   * it was recorded, if it was; true for any other. Throws what {@link assertReached} throws.
   */
  readonly settled: <Result>(
    work: () => Promise<Result>,
    settles: (result: Result) => boolean | Position,
    since?: Position,
  ) => Promise<Result>;
}

const later = (one: Position, other: Position): Position => (one > other ? one : other);

/** A connection that breaks each time proves nothing. */
const ATTEMPTS = 3;

/**
 * A leader that its followers have left goes on answering: it lacks what the new one has acknowledged. Nothing that it
 * writes comes through, but a refusal writes nothing. So a refusal counts only over a connection that is known to lead to a
 * node that is as far as it has to be; a node never goes back.
 */
export function createFreshness(store: Nodes): Freshness {
  const connection = (): number => store.connections?.() ?? 0;
  let seen = BEGINNING;
  let proven = { connection: -1, upTo: BEGINNING };
  const prove = (upTo: Position, over: number): void => {
    if (over !== connection()) return;
    proven = { connection: over, upTo: over === proven.connection ? later(upTo, proven.upTo) : upTo };
  };
  const saw = (position: Position): void => {
    // Without nodes nothing is read old.
    if (store.reaches !== undefined) seen = later(seen, position);
  };
  return {
    saw,
    async settled(work, settles, since = BEGINNING) {
      // What is told meanwhile asks for nothing more: where others write all the time, nothing would ever be final.
      const floor = later(since, seen);
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const over = connection();
        const isFresh = floor === BEGINNING || (over === proven.connection && proven.upTo >= floor);
        const result = await work();
        const settled = settles(result);
        if (typeof settled === 'string') {
          saw(settled);
          prove(settled, over);
        }
        if (settled !== false || (isFresh && over === connection())) return result;
        const asked = connection();
        await assertReached(store, floor);
        prove(floor, asked);
      }
      throw new NotCaughtUp();
    },
  };
}
