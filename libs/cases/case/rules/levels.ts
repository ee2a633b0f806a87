import { FRONTLINE } from '#procedures';
import type { Need } from '../authority.ts';
import type { CaseContext } from '../context.ts';

/** That level, acting itself, and never the front line. */
export const levelOrFirst = (
  level: string,
  { procedure }: Pick<CaseContext, 'procedure'>,
): Pick<Need, 'level' | 'inPerson'> => ({
  level: level === FRONTLINE ? (procedure.ladder[0]?.id ?? FRONTLINE) : level,
  inPerson: true,
});
