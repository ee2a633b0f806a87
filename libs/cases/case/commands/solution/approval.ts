import { refuse } from '#event-sourcing';
import type { Need } from '../../authority.ts';
import type { CaseContext } from '../../context.ts';
import type { CaseDecision } from '../../decision.ts';
import type { CaseRecord } from '../../state.ts';
import { judgesNothing, type CaseWeight } from '../../who-policy.ts';
import { withStatus } from './options.ts';

/** AUT-5: some plans need approval before the complainant hears of them. */
export const needsApproval = (state: CaseRecord, { procedure }: CaseContext): boolean =>
  procedure.planApproval !== undefined &&
  state.severity !== undefined &&
  procedure.planApproval.severities.includes(state.severity);

export const approval = (
  state: CaseRecord,
  context: CaseContext,
  decided: (level: string) => CaseDecision,
): CaseDecision => {
  const level = context.procedure.planApproval?.level;
  if (level === undefined || !needsApproval(state, context) || withStatus(state, 'prepared').length === 0)
    return refuse('AUT-5', 'nothing-to-approve', 'No plan of this case is waiting for approval.');
  return decided(level);
};

/** Whoever prepared a plan does not judge it. */
export const planWeight = (state: CaseRecord, { procedure }: CaseContext): CaseWeight => {
  const level = procedure.planApproval?.level;
  if (level === undefined) return judgesNothing;
  const need: Need = { level, rule: 'AUT-5', doing: 'Approving the plan', inPerson: true };
  return { need, apartFrom: [state.preparedBy] };
};
