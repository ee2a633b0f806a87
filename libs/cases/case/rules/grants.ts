import { compensationLevel, FRONTLINE, limitOf, type Procedure } from '#procedures';
import { awaitedLevel, hasDecided, higherNeed, holds, matterNeed, type Need } from '../authority.ts';
import { levelOf, type CaseContext } from '../context.ts';
import type { CaseEventData } from '../events.ts';
import type { Remedy } from '../events/fields.ts';
import { totalOf } from '../evolve-solution.ts';
import type { CaseRecord } from '../state.ts';
import { valueOf } from './remedies.ts';

/** The lowest level that may grant the total; beyond every limit it is the top that has to answer for it. */
export const levelFor = (total: number, procedure: Procedure): string =>
  compensationLevel(procedure, total) ?? procedure.ladder.at(-1)?.id ?? FRONTLINE;

/** The level whose limit holds the sum; above the front line when its worth is unknown. */
export function worthNeed(
  remedy: Remedy,
  granted: number,
  state: CaseRecord,
  { procedure }: CaseContext,
): Need {
  const value = valueOf(remedy, state);
  const sum = levelFor(granted + (value ?? 0), procedure);
  const first = procedure.ladder[0]?.id;
  const need = { rule: 'SOL-4', doing: 'Granting this' };
  return value === undefined && first !== undefined && sum === FRONTLINE
    ? { ...need, level: first, because: 'unknown worth' }
    : { ...need, level: sum, because: 'compensation limits' };
}

/**
 * What a grant needs: the sum is for the level that acts, however often others have decided; the matter may have been
 * decided on before; and what a level was asked is for that level (AUT-3, AUT-4, AUT-6).
 */
export function grantNeed(remedy: Remedy, state: CaseRecord, context: CaseContext): Need {
  const doing = { rule: 'SOL-4', doing: 'Granting this', inPerson: true } as const;
  const matter = matterNeed(state, context);
  const asked = awaitedLevel(state);
  const needs: readonly Need[] = [
    ...(carriedOut(matter, state, context) ? [] : [{ ...matter, ...doing }]),
    ...(asked === undefined ? [] : [{ ...doing, level: asked, because: 'open escalation' }]),
  ];
  return higherNeed([{ ...worthNeed(remedy, totalOf(state), state, context), ...doing }, ...needs], context);
}

/** The level that the matter needs has decided on it, and somebody below acts. */
const carriedOut = ({ level }: Need, state: CaseRecord, context: CaseContext): boolean =>
  !holds(level, context) && hasDecided(level, state, context);

/** What the decision was made with, kept in the event (D13). */
export function basis(
  remedy: Remedy,
  state: CaseRecord,
  context: CaseContext,
  rule: string,
): CaseEventData<'CompensationGranted'>['authority'] {
  const { currency } = context.procedure;
  const level = levelOf(context);
  const limit = limitOf(context.procedure, level);
  return {
    level,
    rule,
    ...(limit === null ? {} : { limit: { minor: limit, currency } }),
    caseTotal: { minor: totalOf(state) + (valueOf(remedy, state) ?? 0), currency },
  };
}
