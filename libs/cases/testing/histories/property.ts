import fc from 'fast-check';
import { sampled } from '#event-sourcing/testing';
import { loadProcedures, type Procedure } from '#procedures';
import { everyClockEnds } from './clocks-end.ts';
import { missesAreFair } from './fair-misses.ts';
import { houseOf } from './house.ts';
import { kindsWithinAuthority } from './kinds.ts';
import { nobodyDecidesAboveThemselves } from './levels.ts';
import { nothingVanishes } from './owed.ts';
import { scriptsIn } from './script.ts';
import { sumsWithinAuthority } from './sums.ts';
import { nobodyActsForThemselves } from './themselves.ts';
import { walk, type Watch } from './walk.ts';

/** Spread over several files, which run beside one another. */
const FILES = 2;
const HISTORIES = sampled({ full: 10_000, sample: 120 });

/** Every procedure that cases are opened under. */
export const live: readonly Procedure[] = loadProcedures()
  .list()
  .filter(({ categories }) => categories !== 'asRecorded');

/** Everything that has to hold in one history; that it can be brought to an end, the walk shows itself. */
const watches = (): readonly Watch[] => [
  nobodyActsForThemselves,
  nobodyDecidesAboveThemselves,
  sumsWithinAuthority(),
  kindsWithinAuthority,
  nothingVanishes,
  missesAreFair,
  everyClockEnds,
];

/** A failure is shown as the shortest history that so many tries find. */
const MOST_TRIES = 3_000;

/** The share of one file; a failure says the seed, the shortest history that was found, and what was done in it. */
export function checkHistories(procedure: Procedure, file: number): void {
  const house = houseOf(procedure);
  const { seed } = fc.readConfigureGlobal();
  fc.assert(
    fc.property(fc.limitShrink(scriptsIn(house), MOST_TRIES), (script) => {
      walk(house, script, watches());
    }),
    {
      numRuns: Math.ceil(HISTORIES / FILES / live.length),
      // Each file has other histories, also where they are the same for everybody.
      ...(seed !== undefined && { seed: seed + file }),
    },
  );
}
