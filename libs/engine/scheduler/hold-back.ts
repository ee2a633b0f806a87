import type { Timing } from '#event-sourcing';

const FIRST_MS = 1_000;
const MOST_MS = 5 * 60_000;

/** Remembers what was tried, and when it may be tried again: later after every time, so that a bad one never spins. */
export class HoldBack<Key> {
  readonly #timing: Pick<Timing, 'now'>;
  readonly #tried = new Map<Key, { readonly times: number; readonly until: number }>();

  constructor(timing: Pick<Timing, 'now'>) {
    this.#timing = timing;
  }

  holds(key: Key): boolean {
    return (this.#tried.get(key)?.until ?? 0) > this.#timing.now();
  }

  note(key: Key): void {
    const times = (this.#tried.get(key)?.times ?? 0) + 1;
    const wait = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(times - 1, 20));
    this.#tried.set(key, { times, until: this.#timing.now() + wait });
  }

  /** Forgets everything else: it was settled. */
  keepOnly(keys: ReadonlySet<Key>): void {
    for (const key of this.#tried.keys()) if (!keys.has(key)) this.#tried.delete(key);
  }
}
