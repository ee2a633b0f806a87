import { field } from '#event-sourcing';
import { FRONTLINE, severityRank } from '#procedures';
import { higherNeed, matterNeed, takenAway, type Need } from '../../authority.ts';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { draft } from '../../decision.ts';
import { unfoundedSeverity } from '../../rules/classification.ts';
import { CLASSIFIED, during } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding, weighing } from '../../who-policy.ts';

/** CLS-4: with a reason; the clocks are recomputed from their original start. */
export const changeSeverity = command({
  name: 'ChangeSeverity',
  summary: 'Change the severity; clocks are recomputed (CLS-4).',
  group: 'Classification',
  data: {
    to: field.reference({ of: 'severity', example: 'major' }),
    criterion: field.reference({ of: 'criterion', optional: true, example: 'injury' }),
    reason: field.text({ example: 'A resident was hurt.' }),
  },
  who: deciding({ level: 'takenAway' }),
  weighs: ({ to }, state, context) => weighing(lowering(to, state, context)),
  when: during(CLASSIFIED, { restsOn: { milestone: 'classified', code: 'before-classified' } }),
  decide: (data, state, context) => {
    const refusal = unfoundedSeverity(data.to, data.criterion, context);
    if (refusal) return refusal;
    if (state.severity === undefined || state.severity === data.to) return [];
    return [draft('SeverityChanged', { ...data, from: state.severity, cause: 'decision' })];
  },
});

/** Lowering is for the level that decides on the matter: what flags or a missed time have raised stays raised (CLS-7, CLK-7, CLK-8). */
function lowering(to: string, state: CaseRecord, context: CaseContext): Need | undefined {
  const { procedure } = context;
  const lowers = severityRank(procedure, to) < severityRank(procedure, state.severity ?? '');
  if (!lowers) return takenAway(state, { ...state, severity: to }, context);
  const doing = 'Lowering the severity';
  const first = { level: procedure.ladder[0]?.id ?? FRONTLINE, rule: 'AUT-3', doing };
  return { ...higherNeed([first, matterNeed(state, context)], context), doing, inPerson: true };
}
