import type { HappenedAt } from '#event-sourcing';
import type { CaseEventData } from './events.ts';
import type { Channel, ContactKind, EscalationReason, Flag, Method, Remedy } from './events/fields.ts';
import type { Complainant, Respondent, Retail } from './events/intake.ts';

/** A case received under a procedure (INT-2); `candidates` are earlier similar cases that the caller looked up (INT-10). */
export interface LogComplaint {
  readonly procedure: { readonly id: string; readonly version: number };
  readonly contactKind: ContactKind;
  readonly channel: Channel;
  readonly complainant: Omit<Complainant, 'anonymous'>;
  readonly respondent?: Respondent;
  readonly description: string;
  readonly wanted?: string;
  readonly occurredOn?: string;
  readonly occurredAt?: string;
  readonly place?: string;
  readonly requestedBy?: string;
  readonly retail?: Retail;
  readonly flags?: readonly Flag[];
}

/** One row of an imported source: everything that it tells, and nothing that it does not (INT-11). */
export interface ImportHistoricCase {
  readonly procedure: { readonly id: string; readonly version: number };
  readonly source: {
    readonly system: string;
    readonly reference: string;
    readonly facts: Readonly<Record<string, string>>;
  };
  readonly channel: Channel;
  readonly description: string;
  readonly receivedAt: HappenedAt;
  readonly category: string;
  readonly severity: string;
  readonly department?: string;
  readonly outcome?: CaseEventData<'HistoricOutcomeRecorded'>;
}

/** A small matter settled on the spot; every fact is still recorded (LIF-1). */
export interface SettleAtOnce {
  readonly category: string;
  readonly severity: string;
  readonly criterion?: string;
  /** When it was looked into; left out rather than guessed otherwise. */
  readonly conclusion?: CaseEventData<'InvestigationConcluded'>;
  readonly solution: string;
  readonly remedy?: Remedy;
  /** Receipt of the remedy when it was handed over on the spot. */
  readonly reference?: string;
  readonly method: Method;
  readonly summary: string;
}

/** What a command carries, by name. Each is one route of the API and one decision of the decider. */
export interface CaseCommands {
  LogComplaint: LogComplaint;
  ImportHistoricCase: ImportHistoricCase;
  RecordAbandonedContact: CaseEventData<'ContactAbandoned'>;
  RecordCallback: CaseEventData<'CallbackMade'>;
  RecordRestatement: CaseEventData<'RestatementRecorded'>;
  SendAcknowledgement: CaseEventData<'AcknowledgementSent'> & { readonly firstAnswerBy?: string };
  HandOverComplaint: CaseEventData<'ComplaintHandedOver'>;
  DismissDuplicate: CaseEventData<'DuplicateDismissed'>;
  LinkCase: CaseEventData<'CaseLinked'>;
  PromoteContact: { readonly to: ContactKind; readonly reason: string };
  CorrectIntake: Omit<CaseEventData<'IntakeCorrected'>, 'complainant'> & {
    readonly complainant?: Omit<Complainant, 'anonymous'>;
  };
  SettleAtOnce: SettleAtOnce;

  ClassifyCase: CaseEventData<'CaseClassified'> & { readonly flags?: readonly Flag[] };
  ChangeSeverity: { readonly to: string; readonly criterion?: string; readonly reason: string };
  ChangeCategory: { readonly to: string; readonly reason: string };
  AssessValidity: CaseEventData<'ValidityAssessed'>;
  ExplainInvalidity: CaseEventData<'InvalidityExplained'>;
  DeclareInadmissible: { readonly ground: string; readonly explanation?: string; readonly method: Method };
  RaiseFlag: CaseEventData<'SensitiveFlagRaised'>;
  ClearFlag: CaseEventData<'SensitiveFlagCleared'>;
  RecordUnreasonableDemand: CaseEventData<'UnreasonableDemandRecorded'>;
  ReportUnlawfulBehaviour: CaseEventData<'UnlawfulBehaviourReported'>;

  /** Without a department the procedure's routing decides (DIS-2). */
  DispatchCase: {
    readonly department?: string;
    readonly part?: 'lead' | 'contributor';
    readonly task?: string;
    readonly dueAt?: string;
  };
  SignReceipt: { readonly dispatch: string; readonly signedBy?: string };
  ReturnDispatch: CaseEventData<'DispatchReturned'>;
  HandBackForm: CaseEventData<'FormHandedBack'>;
  AssignOwner: {
    readonly owner: string;
    readonly department?: string;
    readonly deputyFor?: string;
    readonly reason: string;
  };
  NotifyManager: CaseEventData<'ManagerNotified'>;

  RecordFinding: Omit<CaseEventData<'FindingRecorded'>, 'finding'>;
  AddEvidence: Omit<CaseEventData<'EvidenceAdded'>, 'evidence'>;
  ConcludeInvestigation: CaseEventData<'InvestigationConcluded'>;
  RecordMediation: CaseEventData<'MediationHeld'>;

  PrepareSolutions: {
    readonly options: readonly { readonly description: string; readonly remedy?: Remedy }[];
  };
  ApprovePlan: { readonly remarks?: string };
  SendBackPlan: { readonly instruction: string };
  /** Without an option: the best one not yet rejected (SOL-1). */
  OfferSolution: { readonly option?: string; readonly method: Method };
  AcceptSolution: CaseEventData<'SolutionAccepted'>;
  RejectSolution: CaseEventData<'SolutionRejected'>;
  SetResponsePlan: {
    readonly steps: readonly { readonly task: string; readonly owner: string; readonly dueAt?: string }[];
  };
  CompletePlanStep: CaseEventData<'PlanStepCompleted'>;
  ImplementSolution: { readonly option?: string; readonly remarks?: string };
  GrantCompensation: { readonly remedy: Remedy; readonly reason: string; readonly request?: string };
  RefuseCompensation: { readonly request: string; readonly reason: string };
  ConfirmCompensation: CaseEventData<'CompensationDelivered'>;
  ReverseCompensation: CaseEventData<'CompensationReversed'>;

  /** Without a level: the next one (AUT-1). */
  EscalateToManager: {
    readonly to?: string;
    readonly reason: EscalationReason;
    readonly explanation: string;
    readonly complainantTold: boolean;
  };
  DecideEscalation: { readonly decision: string };
  ReturnEscalation: { readonly instruction: string };

  GrantExtension: { readonly clock: string; readonly to: string; readonly reason: string };
  RefuseExtension: { readonly clock: string; readonly requested: string; readonly reason: string };
  PauseClocks: CaseEventData<'ClocksPaused'>;
  ResumeClocks: CaseEventData<'ClocksResumed'>;
  PromiseReply: { readonly dueAt: string; readonly about: string };
  ReportProgress: CaseEventData<'ProgressReported'> & { readonly nextPromise?: string };
  /** Sent by the scheduler only; due time included, so that a moved deadline is not hit by an old timer (D9). */
  RecordDeadlineWarning: { readonly clock: string; readonly dueAt: string };
  RecordDeadlineBreach: { readonly clock: string; readonly dueAt: string };

  ResolveCase: { readonly summary: string };
  NotifyOutcome: CaseEventData<'OutcomeNotified'>;
  IssueFinalResponse: CaseEventData<'FinalResponseIssued'>;
  RecordFollowUp: {
    readonly method: Method;
    readonly reached: boolean;
    readonly satisfaction?: number;
    readonly remarks?: string;
  };
  ReopenCase: { readonly cause: 'newFacts' | 'correction'; readonly reason: string };
  CloseCase: { readonly remarks?: string };
  ArchiveCase: { readonly reference?: string };
  WithdrawCase: CaseEventData<'CaseWithdrawn'>;
  MergeCase: CaseEventData<'CaseMerged'>;
}

export type CaseCommandType = keyof CaseCommands;
export type CaseCommand<Type extends CaseCommandType = CaseCommandType> = {
  [Name in Type]: { readonly type: Name; readonly data: CaseCommands[Name] };
}[Type];

/** Who sent the command, with every role held; `role` is the one that the event records (LIF-3). */
export interface CommandActor {
  readonly id: string;
  readonly role: string;
  readonly roles: readonly string[];
}
