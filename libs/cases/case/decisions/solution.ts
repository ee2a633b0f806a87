import { refuse, type Refusal } from '#event-sourcing';
import { conflictOfInterest, needsLevel, type CaseContext } from '../context.ts';
import type { CaseRecord, OptionStatus } from '../state.ts';
import { draft, firstOf, type CaseDecision, type Decide } from './decision.ts';
import { foreignCurrency } from './intake.ts';

const MOST_OPTIONS = 6;

/** SOL-1: ranked, best first. */
export const prepareSolutions: Decide<'PrepareSolutions'> = ({ options }, state, context) => {
  if (options.length === 0 || options.length > MOST_OPTIONS)
    return refuse('SOL-1', 'number-of-options', `Prepare between one and ${String(MOST_OPTIONS)} options.`);
  if (withStatus(state, 'offered').length > 0) return answerAwaited();
  if (withStatus(state, 'accepted').length > 0)
    return refuse('SOL-1', 'already-accepted', 'The complainant has accepted an option.', {
      remedy: 'Carry it out.',
    });
  const refusal = firstOf(...options.map((option) => foreignCurrency(option.remedy?.amount, context)));
  const first = state.optionsEver + 1;
  const numbered = options.map((option, index) => ({ ...option, option: `S${String(first + index)}` }));
  return refusal ?? [draft('SolutionsPrepared', { options: numbered })];
};

const answerAwaited = (): Refusal =>
  refuse('SOL-1', 'answer-awaited', 'The complainant has not answered the last offer yet.', {
    remedy: 'Record whether it was accepted or rejected.',
  });

const withStatus = (state: CaseRecord, status: OptionStatus) =>
  state.options.filter((option) => option.status === status);

/** AUT-5: some plans need approval before the complainant hears of them. */
const needsApproval = (state: CaseRecord, { procedure }: CaseContext): boolean =>
  procedure.planApproval !== undefined &&
  state.severity !== undefined &&
  procedure.planApproval.severities.includes(state.severity);

const approval = (
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

export const approvePlan: Decide<'ApprovePlan'> = (data, state, context) =>
  approval(state, context, (level) =>
    state.planApproved ? [] : [draft('PlanApproved', { ...data, level })],
  );

export const sendBackPlan: Decide<'SendBackPlan'> = (data, state, context) =>
  approval(state, context, (level) => [draft('PlanSentBack', { ...data, level })]);

/** SOL-1: the best option first, the next one only after an objection. */
export const offerSolution: Decide<'OfferSolution'> = (data, state, context) => {
  if (withStatus(state, 'offered').length > 0) return answerAwaited();
  const best = withStatus(state, 'prepared')[0];
  if (!best)
    return refuse('SOL-1', 'no-option-left', 'No prepared option is left to offer.', {
      remedy: 'Prepare solutions, or escalate.',
    });
  if (data.option !== undefined && data.option !== best.option)
    return refuse(
      'SOL-1',
      'better-option-first',
      `Option ${best.option} ranks higher and has not been offered yet.`,
    );
  if (needsApproval(state, context) && !state.planApproved)
    return refuse(
      'AUT-5',
      'approval-needed',
      'The plan has to be approved before the complainant hears of it.',
      {
        remedy: `Ask "${context.procedure.planApproval?.level ?? ''}" to approve it.`,
      },
    );
  return [draft('SolutionOffered', { option: best.option, method: data.method })];
};

const answered =
  (type: 'SolutionAccepted' | 'SolutionRejected') =>
  (data: { readonly option: string; readonly objection?: string }, state: CaseRecord): CaseDecision => {
    const option = state.options.find((each) => each.option === data.option);
    if (option?.status === (type === 'SolutionAccepted' ? 'accepted' : 'rejected')) return [];
    if (option?.status !== 'offered')
      return refuse('SOL-1', 'not-offered', `Option ${data.option} has not been offered.`, {
        remedy: 'Offer it first.',
      });
    return type === 'SolutionAccepted'
      ? [draft(type, { option: data.option })]
      : [draft(type, { option: data.option, objection: data.objection ?? '' })];
  };

export const acceptSolution: Decide<'AcceptSolution'> = answered('SolutionAccepted');
export const rejectSolution: Decide<'RejectSolution'> = answered('SolutionRejected');

/** SOL-1: carried out only after the complainant confirmed it. */
export const implementSolution: Decide<'ImplementSolution'> = (data, state) => {
  const accepted = withStatus(state, 'accepted').at(-1);
  if (!accepted || (data.option !== undefined && data.option !== accepted.option))
    return refuse(
      'SOL-1',
      'not-accepted',
      'Only an option that the complainant accepted can be carried out.',
    );
  return [draft('SolutionImplemented', { ...data, option: accepted.option })];
};

/** SOL-2 */
export const setResponsePlan: Decide<'SetResponsePlan'> = ({ steps }) => [
  draft('ResponsePlanSet', {
    steps: steps.map((step, index) => ({ ...step, step: `T${String(index + 1)}` })),
  }),
];

export const completePlanStep: Decide<'CompletePlanStep'> = (data, state) => {
  const step = state.plan.find((each) => each.step === data.step);
  if (!step) return refuse('SOL-2', 'unknown-step', `The plan has no step "${data.step}".`);
  return step.done ? [] : [draft('PlanStepCompleted', data)];
};
