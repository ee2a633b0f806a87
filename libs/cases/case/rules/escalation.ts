import { levelAbove, levelComplainedAbout, rankOf, type CaseContext } from '../context.ts';
import { draft } from '../decision.ts';
import type { CaseEventDraft } from '../events.ts';
import type { EscalationReason } from '../events/fields.ts';
import type { CaseRecord } from '../state.ts';

type Standing = Pick<CaseRecord, 'level' | 'respondents'>;

/**
 * The next level up; a level that is complained about is passed over, with those below it (INV-4). Nobody stands above
 * the highest level, so a complaint about somebody there goes to a peer. Undefined at the top.
 */
export function nextLevel(state: Standing, { procedure }: CaseContext): string | undefined {
  const about = levelComplainedAbout(state.respondents, procedure);
  if (about === undefined || rankOf(procedure, about) <= rankOf(procedure, state.level))
    return levelAbove(procedure, state.level);
  return levelAbove(procedure, about) ?? about;
}

/** CLK-7, OUT-4: one level up without anybody asking; nothing at the top of the ladder. */
export function escalateAutomatically(
  reason: EscalationReason,
  explanation: string,
  state: Standing,
  context: CaseContext,
): readonly CaseEventDraft[] {
  const to = nextLevel(state, context);
  if (to === undefined) return [];
  return [
    draft('EscalatedToManager', {
      from: state.level,
      to,
      reason,
      explanation,
      complainantTold: false,
      automatic: true,
    }),
  ];
}
