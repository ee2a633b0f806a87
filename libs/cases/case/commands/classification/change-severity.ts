import { field, type Refusal } from '#event-sourcing';
import { severityRank } from '#procedures';
import { command } from '../../command.ts';
import { needsLevel, takesAuthorityAway, type CaseContext } from '../../context.ts';
import { draft, firstOf } from '../../decision.ts';
import { unfoundedSeverity } from '../../rules/classification.ts';
import { CLASSIFIED, during } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { staff } from '../../who-policy.ts';

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
  who: staff({ level: 'matter', inDecision: ['level'] }),
  when: during(CLASSIFIED),
  decide: (data, state, context) => {
    const refusal = unfoundedSeverity(data.to, data.criterion, context);
    if (refusal) return refusal;
    if (state.severity === undefined || state.severity === data.to) return [];
    return (
      firstOf(
        takesAuthorityAway(state, { ...state, severity: data.to }, context),
        lowersOverdue(data.to, state, context),
      ) ?? [draft('SeverityChanged', { ...data, from: state.severity, cause: 'decision' })]
    );
  },
});

/** CLK-7, CLK-8: what became more serious because nobody was in time is not made less so at the front line. */
function lowersOverdue(
  to: string,
  { overdueSeverity }: CaseRecord,
  context: CaseContext,
): Refusal | undefined {
  const { procedure } = context;
  const level = procedure.ladder[0]?.id;
  return overdueSeverity !== undefined &&
    level !== undefined &&
    severityRank(procedure, to) < severityRank(procedure, overdueSeverity)
    ? needsLevel(context, level, 'AUT-3', 'Lowering a severity that a missed time has raised')
    : undefined;
}
