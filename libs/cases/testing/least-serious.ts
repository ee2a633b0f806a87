import { type Procedure } from '#procedures';
import type { CaseCommands } from '../case/commands.ts';

/** The first leaf and the least severity of a procedure. */
export function leastOf({ categories, severities }: Procedure): CaseCommands['ClassifyCase'] {
  const [group] = categories === 'asRecorded' ? [] : categories;
  const criterion = severities[0]?.criteria[0]?.id;
  return {
    category: `${group?.id ?? ''}/${group?.leaves[0]?.id ?? ''}`,
    severity: severities[0]?.id ?? '',
    ...(criterion !== undefined && { criterion }),
  };
}
