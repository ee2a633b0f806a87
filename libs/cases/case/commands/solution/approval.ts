import { refuse } from '#event-sourcing';
import { conflictOfInterest, needsLevel, type CaseContext } from '../../context.ts';
import { firstOf, type CaseDecision } from '../../decision.ts';
import type { CaseRecord } from '../../state.ts';
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
  return (
    firstOf(needsLevel(context, level, 'AUT-5', 'Approving the plan'), conflictOfInterest(state, context)) ??
    decided(level)
  );
};
