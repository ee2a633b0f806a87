import type { ProcedureFile } from './file-schema.ts';
import { idsOf, problem, unknown } from './name-checks.ts';
import type { Finding } from './problems.ts';
import { FRONTLINE, OVERSIGHT } from './select.ts';

/** Bodies beside the ladder: told apart from its levels, and named where levels and bodies may be. */
export function bodyNames({ ladder, bodies = [], reviews = [], clocks }: ProcedureFile): readonly Finding[] {
  const levels = idsOf(ladder);
  const named = [
    ...reviews.map(({ by }, index) => ({ path: ['reviews', index, 'by'], name: by })),
    ...clocks.flatMap(({ breachEffects = [] }, index) =>
      breachEffects.flatMap((effect, place) =>
        typeof effect === 'object' && 'notify' in effect
          ? [{ path: ['clocks', index, 'breachEffects', place, 'notify'], name: effect.notify }]
          : [],
      ),
    ),
  ];
  return [
    ...unknown('level', named, [...levels, ...idsOf(bodies)]),
    ...bodies.flatMap(({ id }, index) =>
      [...levels, FRONTLINE, OVERSIGHT].includes(id)
        ? [problem(['bodies', index, 'id'], `"${id}" is the name of a level`)]
        : [],
    ),
    ...bodies.flatMap(({ id }, index) =>
      named.some(({ name }) => name === id)
        ? []
        : [problem(['bodies', index], `nothing is for "${id}": no review and no news of a miss names it`)],
    ),
  ];
}
