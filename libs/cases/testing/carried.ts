import type { Carried } from '../case/events/merging.ts';

/** Who merges, where it does not matter who. */
export const MERGER = { id: 'supervisor-1', role: 'affairs-supervisor' } as const;

/** A merged case that owes nothing but to be told. */
export const NOTHING_CARRIED: Carried = {
  ...{ case: '7F3K-9M2Q-X4TB', channel: 'phone', contactKind: 'complaint' },
  complainant: { kind: 'individual', anonymous: false, same: false },
  ...{
    flags: [],
    complainantInsists: false,
    unsettledBelow: false,
    respondents: [],
    handlers: [],
    regulators: [],
  },
  ...{ level: 'frontline', levelAwaited: false, dispatches: [] },
  ...{ committed: { minor: 0, currency: 'CNY' }, unvalued: false },
  ...{ facts: [], clocks: [], given: [], writtenResponse: false, outcomeKnown: false, told: false },
};

/** What `TakeOverCase` says of the case {@link NOTHING_CARRIED} and of those that it brings along. */
export const takeOverOf = (...carries: readonly Partial<Carried>[]) => ({
  ...{ from: NOTHING_CARRIED.case, merge: 'M1', reason: 'The same lift', by: MERGER },
  carries: carries.map((more) => ({ ...NOTHING_CARRIED, ...more })),
});
