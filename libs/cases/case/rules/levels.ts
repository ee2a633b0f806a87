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

type Ladder = Pick<CaseContext, 'procedure'>;
const inPerson = (level: string | undefined, rule: string, doing: string): { readonly need: Need } => ({
  need: { level: level ?? FRONTLINE, rule, doing, inPerson: true },
});

/** The first level of the ladder has to act itself. */
export const firstLevel = (rule: string, doing: string, { procedure }: Ladder): { readonly need: Need } =>
  inPerson(procedure.ladder[0]?.id, rule, doing);

/** The highest one. */
export const topLevel = (rule: string, doing: string, { procedure }: Ladder): { readonly need: Need } =>
  inPerson(procedure.ladder.at(-1)?.id, rule, doing);
