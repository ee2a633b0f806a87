import { isRefusal, refuse, type Decider, type Refusal } from '#event-sourcing';
import { keepClocks } from './clock-keeper.ts';
import type { CaseCommand, CaseCommands, CaseCommandType } from './commands.ts';
import { conflictBy } from './conflict-policy.ts';
import type { CaseContext } from './context.ts';
import * as classification from './decisions/classification.ts';
import * as clocks from './decisions/clocks.ts';
import * as compensation from './decisions/compensation.ts';
import type { CaseDecision, Decide } from './decisions/decision.ts';
import * as dispatch from './decisions/dispatch.ts';
import * as escalation from './decisions/escalation.ts';
import { clearFlag, raiseFlag } from './decisions/flags.ts';
import * as intake from './decisions/intake.ts';
import * as investigation from './decisions/investigation.ts';
import * as outcome from './decisions/outcome.ts';
import { settleAtOnce } from './decisions/settle-at-once.ts';
import * as solution from './decisions/solution.ts';
import type { CaseEvent, CaseEventDraft } from './events.ts';
import { evolve, noCase } from './evolve.ts';
import { beforeItsGround, beforeItWasReceived, inTheFuture, timeNeeded } from './moments.ts';
import { wrongStage } from './stage-policy.ts';
import type { CaseRecord, CaseState } from './state.ts';

/** Commands that need not find a logged case. */
type OpeningCommand = 'LogComplaint' | 'ImportHistoricCase' | 'RecordAbandonedContact' | 'RecordCallback'
  | 'RecordDeadlineWarning' | 'RecordDeadlineBreach'; // prettier-ignore

type DecideAny<Type extends CaseCommandType> = (
  data: CaseCommands[Type],
  state: CaseState,
  context: CaseContext,
) => CaseDecision;

const opening: { readonly [Type in OpeningCommand]: DecideAny<Type> } = {
  LogComplaint: intake.logComplaint,
  ImportHistoricCase: intake.importHistoricCase,
  RecordAbandonedContact: intake.recordAbandonedContact,
  RecordCallback: intake.recordCallback,
  RecordDeadlineWarning: clocks.recordDeadlineWarning,
  RecordDeadlineBreach: clocks.recordDeadlineBreach,
};

const decisions: { readonly [Type in Exclude<CaseCommandType, OpeningCommand>]: Decide<Type> } = {
  RecordRestatement: intake.recordRestatement,
  SendAcknowledgement: intake.sendAcknowledgement,
  HandOverComplaint: intake.handOverComplaint,
  DismissDuplicate: intake.dismissDuplicate,
  LinkCase: intake.linkCase,
  PromoteContact: intake.promoteContact,
  CorrectIntake: intake.correctIntake,
  SettleAtOnce: settleAtOnce,
  ClassifyCase: classification.classifyCase,
  ChangeSeverity: classification.changeSeverity,
  ChangeCategory: classification.changeCategory,
  AssessValidity: classification.assessValidity,
  ExplainInvalidity: classification.explainInvalidity,
  DeclareInadmissible: classification.declareInadmissible,
  RaiseFlag: raiseFlag,
  ClearFlag: clearFlag,
  RecordUnreasonableDemand: classification.recordUnreasonableDemand,
  ReportUnlawfulBehaviour: classification.reportUnlawfulBehaviour,
  DispatchCase: dispatch.dispatchCase,
  SignReceipt: dispatch.signReceipt,
  ReturnDispatch: dispatch.returnDispatch,
  HandBackForm: dispatch.handBackForm,
  AssignOwner: dispatch.assignOwner,
  NotifyManager: dispatch.notifyManager,
  RecordFinding: investigation.recordFinding,
  AddEvidence: investigation.addEvidence,
  ConcludeInvestigation: investigation.concludeInvestigation,
  RecordMediation: investigation.recordMediation,
  PrepareSolutions: solution.prepareSolutions,
  ApprovePlan: solution.approvePlan,
  SendBackPlan: solution.sendBackPlan,
  OfferSolution: solution.offerSolution,
  AcceptSolution: solution.acceptSolution,
  RejectSolution: solution.rejectSolution,
  SetResponsePlan: solution.setResponsePlan,
  CompletePlanStep: solution.completePlanStep,
  ImplementSolution: solution.implementSolution,
  GrantCompensation: compensation.grantCompensation,
  RefuseCompensation: compensation.refuseCompensation,
  ConfirmCompensation: compensation.confirmCompensation,
  ReverseCompensation: compensation.reverseCompensation,
  EscalateToManager: escalation.escalateToManager,
  DecideEscalation: escalation.decideEscalation,
  ReturnEscalation: escalation.returnEscalation,
  GrantExtension: clocks.grantExtension,
  RefuseExtension: clocks.refuseExtension,
  PauseClocks: clocks.pauseClocks,
  ResumeClocks: clocks.resumeClocks,
  PromiseReply: clocks.promiseReply,
  ReportProgress: clocks.reportProgress,
  ResolveCase: outcome.resolveCase,
  NotifyOutcome: outcome.notifyOutcome,
  IssueFinalResponse: outcome.issueFinalResponse,
  RecordFollowUp: outcome.recordFollowUp,
  ReopenCase: outcome.reopenCase,
  CloseCase: outcome.closeCase,
  ArchiveCase: outcome.archiveCase,
  WithdrawCase: outcome.withdrawCase,
  MergeCase: outcome.mergeCase,
};

const isOpening = (type: CaseCommandType): type is OpeningCommand => Object.hasOwn(opening, type);

function decideFacts(command: CaseCommand, state: CaseState, context: CaseContext): CaseDecision {
  const { type } = command;
  if (isOpening(type)) {
    // Name and data of a command belong together by its type; TypeScript cannot follow that through the table.
    const decideOpening = opening[type] as DecideAny<OpeningCommand>;
    return decideOpening(command.data as never, state, context);
  }
  const logged = onlyLogged(state);
  if (isRefusal(logged)) return logged;
  const decideLogged = decisions[type] as Decide<typeof type>;
  return (
    wrongStage(type, logged.stage) ??
    beforeItWasReceived(logged, context) ??
    beforeItsGround(type, logged, context) ??
    conflictBy(type, logged, context) ??
    decideLogged(command.data as never, logged, context)
  );
}

const onlyLogged = (state: CaseState): CaseRecord | Refusal => {
  if (state.status === 'logged') return state;
  return state.status === 'none'
    ? refuse('LIF-1', 'case-not-found', 'There is no such case.')
    : refuse('INT-8', 'wrong-stage', 'An abandoned contact: call back and log the complaint first.', {
        details: { stage: state.stage },
      });
};

/** The whole write model: a command either yields facts, with what they do to the clocks, or a refusal (D1). */
function decide(command: CaseCommand, state: CaseState, context: CaseContext): CaseDecision {
  const facts = inTheFuture(context) ?? decideFacts(command, state, context);
  if (isRefusal(facts) || facts.length === 0) return facts;
  return timeNeeded(facts, context) ?? [...facts, ...keepClocks(state, facts, context)];
}

export const caseDecider: Decider<CaseState, CaseCommand, CaseEventDraft, CaseEvent, CaseContext> = {
  initialState: noCase,
  decide,
  evolve,
};
