/** Work per second, one figure a round. */
interface Side {
  readonly what: string;
  readonly rates: readonly number[];
}

/** The product against what the machine could do at best, measured in turn in one run. */
export interface Comparison {
  readonly title: string;
  readonly unit: string;
  /** The ratio to reach, where there is one. */
  readonly aim?: number;
  readonly subject: Side;
  readonly baseline: Side;
}

/** A figure to know, without a baseline. */
export interface Figure {
  readonly title: string;
  readonly value: number;
  readonly unit: string;
}

export interface Outcome {
  readonly comparisons: readonly Comparison[];
  readonly figures: readonly Figure[];
  /** What could not be measured here, and what was missing. */
  readonly notRun?: readonly string[];
}

/** How large a run is; the quick one shows that everything works, its figures are rough. */
export interface Scale {
  readonly quick: boolean;
}

interface Contest {
  readonly title: string;
  readonly unit: string;
  readonly aim?: number;
  readonly rounds: number;
  readonly subject: Contestant;
  readonly baseline: Contestant;
}

interface Contestant {
  readonly what: string;
  /** One round; returns work per second. */
  run(round: number): Promise<number>;
}

/**
 * A machine is never equally fast twice, so the sides take turns: A B, A B, … Each pair gives one ratio, and what slows
 * the machine down for longer than a pair slows both sides.
 */
export async function compare(contest: Contest): Promise<Comparison> {
  const { title, unit, aim, rounds, subject, baseline } = contest;
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await subject.run(round));
    theirs.push(await baseline.run(round));
  }
  return {
    ...{ title, unit, ...(aim !== undefined && { aim }) },
    subject: { what: subject.what, rates: ours },
    baseline: { what: baseline.what, rates: theirs },
  };
}

/** Work per second of something that takes a while. */
export async function rateOf(amount: number, work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (amount * 1000) / (performance.now() - begun);
}

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = (sorted.length - 1) / 2;
  const [lower = 0, upper = 0] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return { median: (lower + upper) / 2, least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0 };
}

/** Ratio of each pair of rounds. */
export const ratios = ({ subject, baseline }: Comparison): Spread =>
  spread(subject.rates.map((rate, round) => rate / (baseline.rates[round] ?? Number.NaN)));
