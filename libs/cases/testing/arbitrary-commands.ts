import fc, { type Arbitrary } from 'fast-check';
import type { CaseCommand, CaseCommands, CaseCommandType } from '../case/commands.ts';
import {
  CHANNELS, COMPLAINANT_KINDS, CONTACT_KINDS, ESCALATION_REASONS, FLAGS, INVESTIGATION_OUTCOMES, METHODS, REMEDIES,
  RESPONSIBILITIES,
} from '../case/events/fields.ts'; // prettier-ignore
import { residentialProperty } from './story.ts';

// Few different names, so that the commands of one story speak of the same departments, options and grants.
const text = fc.constantFrom('because', 'the lift');
const method = fc.constantFrom(...METHODS);
const flag = fc.constantFrom(...FLAGS);
const person = fc.constantFrom('receiver-1', 'director-1', 'engineer-1');
const level = fc.constantFrom(...residentialProperty.ladder.map(({ id }) => id), 'no-such-level');
const department = fc.constantFrom('engineering', 'security');
const caseId = fc.constantFrom('7F3K-9M2Q-X4TB', 'WER4-8GMR-ZGE1');
const numbered = (letter: string) => fc.constantFrom(`${letter}1`, `${letter}1`, `${letter}2`);
const day = fc.constantFrom('2026-08-30', '2026-09-02');
const moment = fc.constantFrom(
  '2026-09-01T00:30:00.000Z', '2026-09-01T02:00:00.000Z', '2026-09-03T09:00:00.000Z', '2026-10-20T09:00:00.000Z',
); // prettier-ignore
const clock = fc.constantFrom(
  ...residentialProperty.clocks.map(({ id }) => id), 'receipt:D1', 'part:D1', 'promise:P1', 'level-answer#2',
); // prettier-ignore
const procedure = fc.constant({ id: residentialProperty.id, version: residentialProperty.version });
const category = fc.constantFrom('lift', 'facilities/leak', 'fees/metering', 'no-such-category');
const money = fc.record({
  minor: fc.constantFrom(0, 5_000, 40_000, 1_000_000),
  currency: fc.constantFrom('CNY', 'CNY', 'EUR'),
});

/** A known severity, mostly with one of its criteria. */
const graded = fc
  .constantFrom(...residentialProperty.severities)
  .chain(({ id, criteria }) =>
    fc.record({ severity: fc.constant(id), criterion: fc.constantFrom(...criteria.map((each) => each.id)) }),
  );
const remedy = fc.record(
  {
    kind: fc.constantFrom(...REMEDIES),
    amount: money,
    percent: fc.constantFrom(12, 100),
    goods: fc.constant('a plant'),
  },
  { requiredKeys: ['kind'] },
);
const complainant = fc.record(
  { kind: fc.constantFrom(...COMPLAINANT_KINDS), name: fc.constant('Li Hua'), phone: fc.constant('138') },
  { requiredKeys: ['kind'] },
);
const respondent = fc.record(
  { kind: fc.constantFrom('person', 'department'), staffId: person, department, level },
  { requiredKeys: ['kind'] },
);
const retail = fc.record({ goodsValue: money, purchasedOn: day }, { requiredKeys: [] });
const conclusion = fc.record({
  outcome: fc.constantFrom(...INVESTIGATION_OUTCOMES),
  responsibility: fc.constantFrom(...RESPONSIBILITIES),
  rootCause: fc.constantFrom('facility', 'skill', 'no-such-cause'),
  explanation: text,
});
const party = fc.constantFrom('merchant', 'complainant', 'organisation');

type Arbitraries = { readonly [Type in CaseCommandType]: Arbitrary<CaseCommands[Type]> };

const intake: Pick<
  Arbitraries,
  | 'LogComplaint'
  | 'ImportHistoricCase'
  | 'RecordAbandonedContact'
  | 'RecordCallback'
  | 'RecordRestatement'
  | 'SendAcknowledgement'
  | 'HandOverComplaint'
  | 'DismissDuplicate'
  | 'LinkCase'
  | 'PromoteContact'
  | 'CorrectIntake'
  | 'SettleAtOnce'
> = {
  LogComplaint: fc.record(
    {
      ...{ procedure, complainant, respondent, retail, description: text, wanted: text, requestedBy: moment },
      contactKind: fc.constantFrom(...CONTACT_KINDS),
      channel: fc.constantFrom(...CHANNELS),
      flags: fc.array(flag, { maxLength: 2 }),
    },
    { requiredKeys: ['procedure', 'contactKind', 'channel', 'complainant', 'description'] },
  ),
  ImportHistoricCase: fc.record(
    {
      ...{ procedure, description: text, category, department },
      source: fc.constant({ system: 'old', reference: '1', facts: { Product: 'Lift' } }),
      channel: fc.constantFrom(...CHANNELS),
      severity: fc.constantFrom('minor', 'no-such-severity'),
      receivedAt: fc.oneof(moment, day) as Arbitrary<CaseCommands['ImportHistoricCase']['receivedAt']>,
      outcome: fc.record({
        response: text,
        relief: fc.constantFrom('monetary', 'none'),
        answeredInTime: fc.boolean(),
      }),
    },
    {
      requiredKeys: ['procedure', 'source', 'channel', 'description', 'receivedAt', 'category', 'severity'],
    },
  ),
  RecordAbandonedContact: fc.record({ procedure, channel: fc.constantFrom(...CHANNELS) }),
  RecordCallback: fc.record({ reached: fc.boolean() }),
  RecordRestatement: fc.record({ restatement: text, confirmed: fc.boolean() }),
  SendAcknowledgement: fc.record({ method, firstAnswerBy: moment }, { requiredKeys: ['method'] }),
  HandOverComplaint: fc.record({ from: person, to: person, reason: text }),
  DismissDuplicate: fc.record({ of: caseId, reason: text }),
  LinkCase: fc.record({
    to: caseId,
    relation: fc.constantFrom('related', 'duplicate', 'followsFrom', 'conductOf'),
    reason: text,
  }),
  PromoteContact: fc.record({ to: fc.constantFrom(...CONTACT_KINDS), reason: text }),
  CorrectIntake: fc.record(
    { reason: text, complainant, respondent, retail, description: text },
    { requiredKeys: ['reason'] },
  ),
  SettleAtOnce: fc
    .record(
      { grade: graded, category, method, remedy, conclusion, solution: text, summary: text, reference: text },
      { requiredKeys: ['grade', 'category', 'method', 'solution', 'summary'] },
    )
    .map(({ grade, ...data }) => ({ ...data, ...grade })),
};

const handling: Pick<
  Arbitraries,
  | 'ClassifyCase'
  | 'ChangeSeverity'
  | 'ChangeCategory'
  | 'AssessValidity'
  | 'ExplainInvalidity'
  | 'DeclareInadmissible'
  | 'RaiseFlag'
  | 'ClearFlag'
  | 'RecordUnreasonableDemand'
  | 'ReportUnlawfulBehaviour'
  | 'DispatchCase'
  | 'SignReceipt'
  | 'ReturnDispatch'
  | 'HandBackForm'
  | 'AssignOwner'
  | 'NotifyManager'
  | 'RecordFinding'
  | 'AddEvidence'
  | 'ConcludeInvestigation'
  | 'RecordMediation'
> = {
  ClassifyCase: fc
    .record({ grade: graded, category, flags: fc.array(flag, { maxLength: 2 }) })
    .map(({ grade, ...data }) => ({ ...data, ...grade })),
  ChangeSeverity: fc
    .record({ grade: graded, reason: text })
    .map(({ grade: { severity: to, criterion }, reason }) => ({ to, criterion, reason })),
  ChangeCategory: fc.record({ to: category, reason: text }),
  AssessValidity: fc.record({ valid: fc.boolean(), reason: text }),
  ExplainInvalidity: fc.record({ method, explanation: text, accepted: fc.boolean() }),
  DeclareInadmissible: fc.record({ ground: fc.constantFrom('in-court', 'no-such-ground'), method }),
  RaiseFlag: fc.record({ flag, reason: text }),
  ClearFlag: fc.record({ flag, reason: text }),
  RecordUnreasonableDemand: fc.record({ demand: text, explanation: text }),
  ReportUnlawfulBehaviour: fc.record({ behaviour: text, reportedTo: text }),
  DispatchCase: fc.record(
    { department, part: fc.constantFrom('lead', 'contributor'), task: text, dueAt: moment },
    { requiredKeys: [] },
  ),
  SignReceipt: fc.record({ dispatch: numbered('D') }),
  ReturnDispatch: fc.record({ dispatch: numbered('D'), reason: text }),
  HandBackForm: fc.record({ dispatch: numbered('D'), summary: text }),
  AssignOwner: fc.record({ owner: person, department, reason: text }, { requiredKeys: ['owner', 'reason'] }),
  NotifyManager: fc.record({ level, manager: person, method }),
  RecordFinding: fc.record({
    kind: fc.constantFrom('statement', 'inspection', 'recordsConsulted', 'finding'),
    content: text,
    evidence: fc.array(numbered('E'), { maxLength: 1 }),
  }),
  AddEvidence: fc.record({
    sha256: fc.constantFrom('ab'.repeat(32), 'cd'.repeat(32)),
    size: fc.constant(7),
    mediaType: fc.constant('image/png'),
    fileName: fc.constant('door.png'),
  }),
  ConcludeInvestigation: conclusion,
  RecordMediation: fc.record({
    parties: fc.array(party, { minLength: 2, maxLength: 3 }),
    result: fc.constantFrom('agreed', 'notAgreed', 'adjourned'),
    minutes: text,
  }),
};

const settling: Omit<Arbitraries, keyof typeof intake | keyof typeof handling> = {
  PrepareSolutions: fc.record({
    options: fc.array(fc.record({ description: text, remedy }, { requiredKeys: ['description'] }), {
      maxLength: 3,
    }),
  }),
  ApprovePlan: fc.constant({}),
  SendBackPlan: fc.record({ instruction: text }),
  OfferSolution: fc.record({ option: numbered('S'), method }, { requiredKeys: ['method'] }),
  AcceptSolution: fc.record({ option: numbered('S') }),
  RejectSolution: fc.record({ option: numbered('S'), objection: text }),
  SetResponsePlan: fc.record({
    steps: fc.array(fc.record({ task: text, owner: person }), { minLength: 1, maxLength: 2 }),
  }),
  CompletePlanStep: fc.record({ step: numbered('T') }),
  ImplementSolution: fc.record({ option: numbered('S') }, { requiredKeys: [] }),
  GrantCompensation: fc.record(
    { remedy, reason: text, request: numbered('R') },
    { requiredKeys: ['remedy', 'reason'] },
  ),
  RefuseCompensation: fc.record({ request: numbered('R'), reason: text }),
  ConfirmCompensation: fc.record({ grant: numbered('G'), reference: text }),
  ReverseCompensation: fc.record({
    grant: numbered('G'),
    reason: text,
    how: fc.constantFrom('notDelivered', 'paidBack'),
  }),
  EscalateToManager: fc.record(
    {
      to: level,
      reason: fc.constantFrom(...ESCALATION_REASONS),
      explanation: text,
      complainantTold: fc.boolean(),
    },
    { requiredKeys: ['reason', 'explanation', 'complainantTold'] },
  ),
  DecideEscalation: fc.record({ decision: text }),
  ReturnEscalation: fc.record({ instruction: text }),
  GrantExtension: fc.record({ clock, to: moment, reason: text }),
  RefuseExtension: fc.record({ clock, requested: moment, reason: text }),
  PauseClocks: fc.record({
    reason: fc.constantFrom('waitingForComplainant', 'waitingForThirdParty'),
    explanation: text,
  }),
  ResumeClocks: fc.record({ explanation: text }),
  PromiseReply: fc.record({ dueAt: moment, about: text }),
  ReportProgress: fc.record(
    { method, summary: text, nextPromise: moment },
    { requiredKeys: ['method', 'summary'] },
  ),
  RecordDeadlineWarning: fc.record({ clock, dueAt: moment }),
  RecordDeadlineBreach: fc.record({ clock, dueAt: moment }),
  ResolveCase: fc.record({ summary: text }),
  NotifyOutcome: fc.record({
    to: fc.constantFrom('complainant', 'regulator'),
    method,
    summary: text,
    written: fc.boolean(),
  }),
  IssueFinalResponse: fc.record({ method, letter: text }),
  RecordFollowUp: fc.record(
    { method, reached: fc.boolean(), satisfaction: fc.integer({ min: 1, max: 5 }) },
    { requiredKeys: ['method', 'reached'] },
  ),
  ReopenCase: fc.record({ cause: fc.constantFrom('newFacts', 'correction'), reason: text }),
  CloseCase: fc.constant({}),
  ArchiveCase: fc.constant({}),
  WithdrawCase: fc.record({ reason: text }),
  MergeCase: fc.record({ into: caseId, reason: text }),
};

const arbitraries: Arbitraries = { ...intake, ...handling, ...settling };

export const COMMAND_TYPES = Object.keys(arbitraries) as readonly CaseCommandType[];

/** A command as the edge would let it through: it keeps its contract, and speaks of things that may not be there. */
export const arbitraryCommand = <Type extends CaseCommandType>(
  type: Type,
): Arbitrary<Extract<CaseCommand, { readonly type: Type }>> =>
  // Name and data belong together by the table.
  arbitraries[type].map(
    (data) => ({ type, data }) as unknown as Extract<CaseCommand, { readonly type: Type }>,
  );

export const anyCommand: Arbitrary<CaseCommand> = fc.constantFrom(...COMMAND_TYPES).chain(arbitraryCommand);
