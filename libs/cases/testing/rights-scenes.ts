import { commandId, instant, personKey, stampMetadata, type Actor } from '#event-sourcing';
import type { Organisation, Person } from '#organisation';
import { FRONTLINE, loadProcedures, type Procedure } from '#procedures';
import { caseDecider } from '../case/case.decider.ts';
import { draft } from '../case/decision.ts';
import type { CaseEventDraft } from '../case/events.ts';
import type { CaseRecord, CaseState } from '../case/state.ts';

/** People, and cases that stand so that the table of rights can be asked about them; told by their facts alone. */
export const NOW = instant('2026-09-01T09:00:00Z');
const EVER = instant('2000-01-01T00:00:00Z');
const FOR_EVER = instant('2100-01-01T00:00:00Z');

const shipped = loadProcedures().get('residential-property');
if (shipped === undefined) throw new Error('the procedure of the table of rights is not there');
export const procedure: Procedure = shipped;

const [LOW = FRONTLINE, MIDDLE = FRONTLINE, TOP = FRONTLINE] = procedure.ladder.map(({ id }) => id);
const DEPARTMENT = 'engineering';
const HERE = 'riverside';

const person = (id: string, levels: readonly string[], more: Partial<Person['places'][number]> = {}) => ({
  ...{ id, name: `Name of ${id}`, presences: [{ from: EVER }] },
  places: [{ from: EVER, departments: [], site: HERE, ...more }],
  posts: levels.map((level) => ({
    ...{ procedure: procedure.id, level, from: EVER },
    ...(more.site === undefined && { site: HERE }),
    ...(more.site !== undefined && { site: more.site }),
  })),
});

const PEOPLE: readonly Person[] = [
  person('elsewhere', [MIDDLE], { site: 'hillside' }),
  person('respondent', [FRONTLINE]),
  person('stand-in', []),
  person('front-line', [FRONTLINE]),
  person('member', [FRONTLINE], { departments: [DEPARTMENT] }),
  person('low', [LOW]),
  person('middle', [MIDDLE]),
  person('top', [TOP]),
  person('handler', [FRONTLINE, TOP]),
  person('manager', [MIDDLE]),
];

export const organisation: Organisation = {
  sites: new Map([HERE, 'hillside'].map((site) => [site, { name: site, closed: false }])),
  departments: new Map([[DEPARTMENT, { name: DEPARTMENT, closed: false }]]),
  people: new Map(PEOPLE.map((each) => [personKey(each.id), each])),
  deputies: [{ deputy: 'stand-in', forPerson: 'respondent', from: EVER, until: FOR_EVER }],
  adoptions: [],
};

/** Folds facts as if this person had recorded them. */
export const after = (before: CaseState, by: Actor, ...facts: readonly CaseEventDraft[]): CaseRecord => {
  const stamp = {
    ...{ commandId: commandId('rights', by.id), commandHash: 'hash', actor: by, recordedAt: NOW },
    procedure: `${procedure.id}@${String(procedure.version)}`,
  };
  const state = facts.reduce<CaseState>(
    (so, fact) => caseDecider.evolve(so, stampMetadata(fact, stamp)),
    before,
  );
  if (state.status !== 'logged') throw new Error('the case was not logged');
  return state;
};

const HANDLER: Actor = { id: 'handler', role: 'operations' };
/** Who did what there is, where nothing else is said. */
export const SOMEBODY: Actor = { id: 'somebody', role: TOP };
const yuan = (amount: number) => ({ minor: amount * 100, currency: procedure.currency });
const REFUND = { kind: 'refund', amount: yuan(200) } as const;
/** Of the highest level, for more than anything here. */
const AUTHORITY = { level: TOP, rule: 'compensation limits', caseTotal: yuan(100_000) };

type Respondents = readonly { readonly kind: 'person'; readonly staffId: string; readonly level?: string }[];

const logged = (severity: string, criterion: string, respondents: Respondents): CaseRecord =>
  after(
    caseDecider.initialState,
    HANDLER,
    draft('ComplaintLogged', {
      ...{ procedure: { id: procedure.id, version: procedure.version }, contactKind: 'complaint' },
      ...{ channel: 'phone', complainant: { kind: 'individual', anonymous: false, name: 'Li Na' } },
      ...{ respondents: [...respondents], site: HERE, receivedBy: 'handler', description: 'The lift.' },
    }),
    draft('OwnerAssigned', { owner: 'handler', reason: 'First responder' }),
    draft('CaseClassified', { category: 'facilities/lift', severity, criterion }),
    draft('CaseDispatched', { dispatch: 'D1', department: DEPARTMENT, part: 'lead' }),
    draft('SolutionsPrepared', { options: [{ option: 'S1', description: 'Pay it', remedy: REFUND }] }),
    draft('CompensationRequested', {
      ...{ request: 'R1', remedy: REFUND, worth: REFUND.amount, reason: 'Fair', neededLevel: MIDDLE },
      authority: { level: FRONTLINE, rule: 'compensation limits' },
    }),
    draft('DeadlineSet', {
      ...{ clock: 'resolve', rule: severity === 'minor' ? 'resolve-minor' : 'resolve', kind: 'resolve' },
      ...{ subject: { kind: 'case', id: 'case' }, startedAt: NOW, startedBy: 'received', onDue: 'breach' },
      ...{ allowance: { businessDays: 3 }, dueAt: '2026-09-04T09:00:00.000Z' },
    }),
  );

const ABOUT_FRONT_LINE: Respondents = [{ kind: 'person', staffId: 'respondent' }];

/** Each needs the middle level of three, for a reason of its own. */
export const SCENES = {
  /** By its severity. */
  matter: logged('important', 'service-fault', ABOUT_FRONT_LINE),
  /** The same, once that level has answered. */
  decided: after(
    logged('important', 'service-fault', ABOUT_FRONT_LINE),
    { id: 'manager', role: MIDDLE },
    draft('EscalatedToManager', {
      ...{ from: FRONTLINE, to: MIDDLE, reason: 'authority', explanation: 'Dear' },
      ...{ complainantTold: false, automatic: false },
    }),
    draft('EscalationDecided', { level: MIDDLE, decision: 'Repair it' }),
  ),
  /** That level is asked; the matter itself is for the first. */
  asked: after(
    logged('minor', 'small-inconvenience', ABOUT_FRONT_LINE),
    HANDLER,
    draft('EscalatedToManager', {
      ...{ from: FRONTLINE, to: MIDDLE, reason: 'authority', explanation: 'Dear' },
      ...{ complainantTold: false, automatic: false },
    }),
  ),
  /** Somebody of that level is complained about. */
  aboutLevel: logged('minor', 'small-inconvenience', [{ kind: 'person', staffId: 'manager', level: MIDDLE }]),
} as const;

const offered = draft('SolutionOffered', {
  ...{ option: 'S1', method: 'phone' },
  promise: { remedy: REFUND, worth: REFUND.amount, authority: AUTHORITY },
});
const granted = draft('CompensationGranted', {
  ...{ grant: 'G1', remedy: REFUND, worth: REFUND.amount, reason: 'Fair', authority: AUTHORITY },
});
const resolved = draft('CaseResolved', { summary: 'Done', settledAtOnce: false });

/** What has to have happened before, for the command to have something to be about. */
export const BEFORE: Readonly<Record<string, readonly CaseEventDraft[]>> = {
  AcceptSolution: [offered],
  RejectSolution: [offered],
  LapseOffer: [offered],
  ImplementSolution: [offered, draft('SolutionAccepted', { option: 'S1' })],
  ConfirmCompensation: [granted],
  ReverseCompensation: [granted, draft('CompensationDelivered', { grant: 'G1', reference: 'Till 7' })],
  ClearFlag: [draft('SensitiveFlagRaised', { flag: 'media', reason: 'Called' })],
  RecordAmounts: [
    draft('AmountsRecorded', { bill: yuan(200), source: 'Bill' }),
    draft('CompensationGranted', {
      ...{ grant: 'G1', remedy: { kind: 'discount', percent: 100, of: 'bill' }, worth: yuan(200) },
      ...{ reason: 'Fair', authority: AUTHORITY },
    }),
  ],
  RecordFollowUp: [resolved],
  'ExplainInvalidity, when it was not accepted': [
    draft('ValidityAssessed', { valid: false, reason: 'Not ours' }),
    draft('InvalidityExplained', { method: 'phone', explanation: 'Not ours', accepted: false }),
  ],
  ApprovePlan: [draft('SeverityChanged', { from: 'important', to: 'major', reason: 'x', cause: 'decision' })],
};

/** Whoever has had a part in everything, at the highest level. */
export const PARTAKER: Actor = { id: 'handler', role: TOP };
export const LEVELS = { low: LOW, middle: MIDDLE, top: TOP, department: DEPARTMENT } as const;
