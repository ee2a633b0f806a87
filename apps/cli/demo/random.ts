/** A seeded source of chance: the same seed tells the same story. */
export interface Chance {
  /** From 0 (included) to 1 (not included). */
  readonly next: () => number;
  /** True with this probability. */
  readonly happens: (probability: number) => boolean;
  /** Whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
  /** One of them. */
  readonly pick: <const Item>(items: readonly [Item, ...Item[]]) => Item;
  /** Mostly near `usual`, now and then much longer: how long people take. */
  readonly delay: (usual: number) => number;
}

/** Mulberry32, a small public-domain generator; good enough for stories, not for secrets. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    happens: (probability) => next() < probability,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
    delay: (usual) => Math.max(1, Math.round(usual * (0.4 + next()) * (next() < 0.06 ? 6 : 1))),
  };
}
