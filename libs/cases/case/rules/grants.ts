import { refuse, type Refusal } from '#event-sourcing';
import { compensationLevel, FRONTLINE, limitOf, requiredLevel, type Procedure } from '#procedures';
import { levelOf, matterOf, rankOf, type CaseContext } from '../context.ts';
import type { CaseEventData } from '../events.ts';
import type { Remedy } from '../events/fields.ts';
import { totalOf } from '../evolve-solution.ts';
import type { CaseRecord } from '../state.ts';
import { valueOf } from './remedies.ts';

/** The lowest level that may grant the total; beyond every limit it is the top that has to answer for it. */
export const levelFor = (total: number, procedure: Procedure): string =>
  compensationLevel(procedure, total) ?? procedure.ladder.at(-1)?.id ?? FRONTLINE;

interface Need {
  readonly level: string;
  readonly rule: string;
}

/** The level that a grant needs: by its total, by the matter (AUT-3, AUT-6), and above the front line when its worth is unknown. */
export function neededFor(remedy: Remedy, state: CaseRecord, context: CaseContext): Need {
  const { procedure } = context;
  const value = valueOf(remedy, state);
  const matter = requiredLevel(procedure, matterOf(state));
  const needs: readonly Need[] = [
    { level: levelFor(totalOf(state) + (value ?? 0), procedure), rule: 'compensation limits' },
    ...(matter ? [{ level: matter.level, rule: matter.ruleId }] : []),
    ...(value === undefined && procedure.ladder[0]
      ? [{ level: procedure.ladder[0].id, rule: 'unknown worth' }]
      : []),
  ];
  return needs.reduce((highest, need) =>
    rankOf(procedure, need.level) > rankOf(procedure, highest.level) ? need : highest,
  );
}

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

export const mayGrant = (need: Need, context: CaseContext): boolean =>
  rankOf(context.procedure, levelOf(context)) >= rankOf(context.procedure, need.level);

export const notAuthorised = (need: Need, context: CaseContext): Refusal =>
  refuse('SOL-4', 'not-authorised', `Granting this needs the level "${need.level}".`, {
    remedy: `Ask somebody with the role "${need.level}" or above.`,
    details: { neededLevel: need.level, actingLevel: levelOf(context), because: need.rule },
  });
