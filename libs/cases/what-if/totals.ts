import { isLacking, WHAT, type Difference, type What } from './differences.ts';
import type { Figures } from './figures.ts';

/** What is counted over all cases that were replayed. */
const COUNTED = [
  ...(['clocks', 'breaches', 'escalations', 'approvals', 'beyondAuthority', 'followUps', 'reviews'] as const),
  ...(['notifications', 'toResolve', 'toClose'] as const),
] as const;
type Counted = (typeof COUNTED)[number];

interface Total {
  readonly what: Counted;
  readonly before: number;
  readonly after: number;
  readonly difference: number;
}

export interface Totals {
  readonly totals: readonly Total[];
  /** What was granted beyond the authority of whoever granted it, in minor units of each currency. */
  readonly beyondAuthority: readonly {
    readonly currency: string;
    readonly before: number;
    readonly after: number;
    readonly difference: number;
  }[];
  /** So many cases are different in that. */
  readonly cases: readonly { readonly what: What; readonly cases: number }[];
}

type Side = 'before' | 'after';

/** Adds cases up, one by one. */
export class Tally {
  readonly #counts = { before: new Map<string, number>(), after: new Map<string, number>() };
  readonly #money = { before: new Map<string, number>(), after: new Map<string, number>() };
  readonly #cases = new Map<What, number>();

  add(before: Figures, after: Figures, differences: readonly Difference[]): void {
    this.#count('before', before);
    this.#count('after', after);
    for (const what of new Set(differences.map((each) => each.what))) plus(this.#cases, what, 1);
  }

  told(): Totals {
    const currencies = [...new Set([...this.#money.before.keys(), ...this.#money.after.keys()])].sort();
    return {
      totals: COUNTED.map((what) => ({ what, ...compared(this.#counts, what) })),
      beyondAuthority: currencies.map((currency) => ({ currency, ...compared(this.#money, currency) })),
      cases: WHAT.flatMap((what) => {
        const cases = this.#cases.get(what);
        return cases === undefined ? [] : [{ what, cases }];
      }),
    };
  }

  #count(side: Side, { clocks, escalations, obligations, decisions }: Figures): void {
    const asked = (kind: string): number =>
      obligations.filter((each) => each.kind === kind && each.standing !== 'notApplicable').length;
    const beyond = decisions.filter(isLacking);
    const counts: Readonly<Record<Counted, number>> = {
      clocks: clocks.length,
      breaches: clocks.filter(({ missed }) => missed).length,
      escalations,
      approvals: asked('approval'),
      beyondAuthority: beyond.length,
      followUps: asked('followUp'),
      reviews: asked('review'),
      notifications: asked('notification'),
      toResolve: asked('resolving'),
      toClose: asked('closing'),
    };
    for (const what of COUNTED) plus(this.#counts[side], what, counts[what]);
    for (const { worth } of beyond)
      if (worth !== undefined) plus(this.#money[side], worth.currency, worth.minor);
  }
}

const plus = <Key>(sums: Map<Key, number>, key: Key, amount: number): void => {
  sums.set(key, (sums.get(key) ?? 0) + amount);
};

function compared(sums: Readonly<Record<Side, ReadonlyMap<string, number>>>, key: string) {
  const [before, after] = [sums.before.get(key) ?? 0, sums.after.get(key) ?? 0];
  return { before, after, difference: after - before };
}
