import type { ProcedureFile } from './file-schema.ts';
import { problem } from './name-checks.ts';
import type { Milestone } from './milestones.ts';
import type { Finding } from './problems.ts';

const ON_THE_SPOT: ReadonlySet<Milestone> = new Set<Milestone>(['arrivedOnSite', 'measuresTaken']);

/** DIS-8: whoever is sent to the spot has to know how many go. */
export function onSiteRules({ onSite, clocks, resolving }: ProcedureFile): readonly Finding[] {
  if (onSite !== undefined) return [];
  const reason = 'how many have to be on the spot? say it under onSite.people';
  return [
    ...clocks.flatMap(({ starts, stops }, index) =>
      [starts, ...stops].some((each) => ON_THE_SPOT.has(each)) ? [problem(['clocks', index], reason)] : [],
    ),
    ...resolving.requires.flatMap((each, index) =>
      (typeof each === 'string' ? each : each.step) === 'visited'
        ? [problem(['resolving', 'requires', index], reason)]
        : [],
    ),
  ];
}
