import { refuse, type Refusal } from '#event-sourcing';
import type { CaseCommandType } from './commands.ts';
import type { Stage } from './state.ts';

const NEW: readonly Stage[] = ['received'];
const WORKING: readonly Stage[] = [
  'received', 'classified', 'dispatched', 'investigated', 'solutionOffered', 'solutionRejected', 'accepted', 'implemented',
]; // prettier-ignore
const CLASSIFIED: readonly Stage[] = WORKING.filter((stage) => stage !== 'received');
const SETTLED: readonly Stage[] = ['resolved', 'outcomeNotified', 'followedUp'];
const OPEN: readonly Stage[] = [...WORKING, ...SETTLED];
const ENDED: readonly Stage[] = ['inadmissible', 'withdrawn', 'merged', 'closed'];

/** Nothing more is owed to anybody at these stages. */
export const isOver = (stage: Stage): boolean => stage === 'archived' || ENDED.includes(stage);

type StagedCommand = Exclude<CaseCommandType, 'LogComplaint' | 'ImportHistoricCase' | 'RecordAbandonedContact' | 'RecordCallback'
  | 'RecordDeadlineWarning' | 'RecordDeadlineBreach'>; // prettier-ignore

/** In which stages each command makes sense (LIF-1, LIF-2). */
const STAGES_OF: Record<StagedCommand, readonly Stage[]> = {
  RecordRestatement: WORKING,
  SendAcknowledgement: OPEN,
  HandOverComplaint: OPEN,
  DismissDuplicate: OPEN,
  LinkCase: [...OPEN, ...ENDED],
  PromoteContact: WORKING,
  CorrectIntake: [...OPEN, ...ENDED],
  SettleAtOnce: NEW,
  ClassifyCase: WORKING,
  ChangeSeverity: CLASSIFIED,
  ChangeCategory: [...CLASSIFIED, ...SETTLED],
  AssessValidity: WORKING,
  ExplainInvalidity: WORKING,
  DeclareInadmissible: ['received', 'classified', 'dispatched'],
  RaiseFlag: OPEN,
  ClearFlag: OPEN,
  RecordUnreasonableDemand: OPEN,
  ReportUnlawfulBehaviour: [...OPEN, ...ENDED],
  DispatchCase: CLASSIFIED,
  SignReceipt: [...CLASSIFIED, ...SETTLED],
  ReturnDispatch: CLASSIFIED,
  HandBackForm: [...CLASSIFIED, ...SETTLED],
  AssignOwner: OPEN,
  NotifyManager: OPEN,
  RecordFinding: WORKING,
  AddEvidence: OPEN,
  ConcludeInvestigation: CLASSIFIED,
  RecordMediation: WORKING,
  PrepareSolutions: CLASSIFIED,
  ApprovePlan: CLASSIFIED,
  SendBackPlan: CLASSIFIED,
  OfferSolution: CLASSIFIED,
  AcceptSolution: CLASSIFIED,
  RejectSolution: CLASSIFIED,
  SetResponsePlan: WORKING,
  CompletePlanStep: OPEN,
  ImplementSolution: ['accepted'],
  GrantCompensation: [...CLASSIFIED, ...SETTLED],
  RefuseCompensation: OPEN,
  ConfirmCompensation: OPEN,
  ReverseCompensation: OPEN,
  EscalateToManager: OPEN,
  DecideEscalation: OPEN,
  ReturnEscalation: OPEN,
  GrantExtension: OPEN,
  RefuseExtension: OPEN,
  PauseClocks: WORKING,
  ResumeClocks: OPEN,
  PromiseReply: WORKING,
  ReportProgress: OPEN,
  ResolveCase: WORKING,
  /** A regulator who passed it on hears of a complaint that is turned down, too (INT-9). */
  NotifyOutcome: [...SETTLED, 'inadmissible'],
  IssueFinalResponse: SETTLED,
  RecordFollowUp: ['outcomeNotified', 'followedUp'],
  ReopenCase: [...SETTLED, 'inadmissible', 'withdrawn', 'closed'],
  CloseCase: [...SETTLED, 'inadmissible'],
  ArchiveCase: ENDED,
  WithdrawCase: OPEN,
  MergeCase: OPEN,
};

/** Refuses a command that makes no sense at the case's stage, and says where it would. */
export function wrongStage(command: StagedCommand, stage: Stage): Refusal | undefined {
  const allowed = STAGES_OF[command];
  if (allowed.includes(stage)) return undefined;
  return refuse('LIF-1', 'wrong-stage', `${command} is not possible while the case is ${stage}.`, {
    details: { stage, possibleIn: allowed },
  });
}
