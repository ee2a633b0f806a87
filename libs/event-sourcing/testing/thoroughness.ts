import process from 'node:process';

/**
 * `REDRESS_TESTS=full` runs every kill point and larger properties (`npm run test:faults`, CI); without it a sample runs.
 * Both take the same seed on every machine. `REDRESS_PROPERTY_RUNS` multiplies the runs of properties, with new seeds.
 */
export const isFullRun: boolean = process.env['REDRESS_TESTS'] === 'full';

/** Somebody looks for examples that nobody has seen yet. */
export const isSearch: boolean = process.env['REDRESS_PROPERTY_RUNS'] !== undefined;

/** One number for the full set, one for the sample that every run takes. */
export const sampled = <Value>({ full, sample }: { readonly full: Value; readonly sample: Value }): Value =>
  isFullRun ? full : sample;

/** Runs of a property: so many in every run. */
export const runs = (count: number): number => Math.max(1, Math.round(count * factor()));

function factor(): number {
  const asked = process.env['REDRESS_PROPERTY_RUNS'];
  if (asked === undefined) return isFullRun ? 2 : 1;
  const number = Number(asked);
  // No runs at all would pass.
  if (!Number.isFinite(number) || number <= 0)
    throw new Error(`REDRESS_PROPERTY_RUNS must be a number above 0, not "${asked}"`);
  return number;
}
