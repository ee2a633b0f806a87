/** Goods that the counter may return or exchange without asking (SOL-5). */
export interface CounterReturnRule {
  /** The last day counts: 15 means that day 15 is accepted and day 16 is not (ACC-4). */
  readonly withinDays: number;
  /** Every kind of goods that the counter knows; of any other it does not decide. */
  readonly goods: readonly CounterGoods[];
  readonly excludedGoods: readonly string[];
  /** Largest total of the case in minor units that the counter may bring it to; absent: whatever the goods cost. */
  readonly upTo?: number;
  /** Who decides what the counter may not. */
  readonly otherwise: string;
}

/** A kind of goods, and the words by which it is recognised. */
export interface CounterGoods {
  readonly id: string;
  readonly title: string;
  readonly zh?: string;
  readonly synonyms: readonly string[];
}

export const COUNTER_RETURN_OBSTACLES = [
  'tooLate',
  'excludedGoods',
  'notResellable',
  'noReceipt',
  'tooDear',
] as const;
export type CounterReturnObstacle = (typeof COUNTER_RETURN_OBSTACLES)[number];
