import { FRONTLINE } from '#procedures';
import { carriedClock, carriedFacts, carriedTimes, idThere, type Left } from './carried-clocks.ts';
import { judgedIn, type CaseContext } from '../context.ts';
import type { Complainant } from '../events/intake.ts';
import type { Carried } from '../events/merging.ts';
import { totalOf, type Sum } from '../remedies/remedy.ts';
import type { CaseParts, CaseRecord } from '../state.ts';
import type { TakenOver } from '../merge-state.ts';
import { asksForWriting, passedOn } from './closing.ts';
import { regulatorsOwed, regulatorThere } from './regulators.ts';

/** What a case leaves to the one that it is merged into: its own, then what it had taken over (LIF-2). */
export function carriedBy(state: CaseRecord, context: CaseContext): readonly Carried[] {
  const other = context.other?.status === 'logged' ? context.other : undefined;
  // By what somebody wrote in later nobody is taken for somebody else, who would then never hear (OUT-1).
  const known = (other?.contactCorrected ?? state.contactCorrected) ? undefined : other?.complainant;
  return [ownOf(state, known, context), ...state.takenOver.map((each) => takenOverOf(each, state, context))];
}

interface LeftOut {
  readonly because: string;
}

/**
 * LIF-2: every part of a case, and where it goes when the case is merged: into which field of what is carried, or why
 * nothing of it is owed by the other case. A new part does not compile before somebody has thought about that.
 */
export const LEAVES: Readonly<Record<keyof CaseParts, readonly (keyof Carried)[] | LeftOut>> = {
  status: { because: 'The other case is logged too.' },
  procedure: { because: 'Both are handled under the same one.' },
  erased: { because: 'Nothing is merged of whoever was erased.' },
  contactKind: ['contactKind'],
  channel: ['channel', 'writtenResponse'],
  complainant: ['complainant'],
  contactCorrected: ['complainant'],
  respondents: ['respondents'],
  site: { because: 'The other case is handled where it belongs.' },
  retail: ['goodsValue'],
  details: { because: 'They are read in the merged case; no level hangs on them.' },
  description: { because: 'It is read in the merged case.' },
  wanted: { because: 'It is read in the merged case.' },
  inquirySeal: { because: 'Its complainant asks with the number of this case.' },
  confidentialFrom: { because: 'No case with a confidential settlement is merged into another.' },
  demands: { because: 'The procedure that asks for an answer to each has them answered before the merging.' },
  receivedAt: ['facts'],
  receivedBy: { because: 'Who answered for a miss is recorded with it.' },
  requestedBy: ['clocks'],
  imported: { because: 'Nothing is owed for it.' },
  suspectedDuplicates: { because: 'The merging settles which is one.' },
  links: { because: 'They lead to the merged case, and on from there.' },
  regulators: ['regulators'],
  category: ['category'],
  severity: ['severity'],
  overdueSeverity: ['overdueSeverity'],
  complainantInsists: ['complainantInsists'],
  flags: ['flags'],
  draws: { because: 'What it gives still draws on the budgets that it drew on.' },
  valid: { because: 'The other case judges the matter.' },
  invalidityExplained: { because: 'Its complainant hears of the merging and of the outcome.' },
  owner: { because: 'The other case has its own.' },
  department: ['dispatches'],
  handlers: ['handlers'],
  entrusted: { because: 'Whoever had a part in the merged case reads that one.' },
  tookPart: { because: 'Who did something in the merged case did it there.' },
  dispatches: ['dispatches'],
  level: ['level'],
  levelAwaited: ['levelAwaited'],
  unsettledBelow: ['unsettledBelow'],
  decisions: { because: 'A decision was on the matter as it was there.' },
  findings: { because: 'They are read in the merged case.' },
  evidence: { because: 'It is kept, and read, in the merged case.' },
  conclusion: { because: 'The other case is investigated for itself.' },
  responsible: ['respondents'],
  counted: { because: 'A merged case counts against nobody; the other case is investigated for itself.' },
  counts: { because: 'The other case numbers its own.' },
  optionsEver: { because: 'The other case numbers its own.' },
  options: { because: 'What is only offered ends with the merging.' },
  approvals: { because: 'They were given for the plan that ends.' },
  prepared: { because: 'The plan ends.' },
  plan: { because: 'The other case has its own plan.' },
  remedies: ['committed', 'unvalued'],
  bill: { because: 'What a percentage is of was reckoned when it was granted.' },
  fee: { because: 'What a percentage is of was reckoned when it was granted.' },
  feedback: { because: 'Feedback has become one complaint, under its own number.' },
  improvement: { because: 'An action is decided on for the matter of the other case.' },
  resolved: ['outcomeKnown'],
  ending: { because: 'A case that is over is not merged.' },
  archived: { because: 'A case that is over is not merged.' },
  settledBy: { because: 'The other case is settled for itself.' },
  extensionsAsked: { because: 'The clock goes on in the other case, where more time is asked for anew.' },
  reviews: { because: 'The other case is looked at for itself.' },
  outcomeNotified: ['outcomeKnown'],
  untellable: { because: 'Attempts are counted anew for the merging.' },
  failedContacts: { because: 'Attempts are counted anew for the merging.' },
  contact: { because: 'Whoever waits for a callback is called before the merging.' },
  finalResponseIssued: ['writtenResponse'],
  followUps: { because: 'The other case is followed up.' },
  reopened: ['unsettledBelow'],
  merges: { because: 'It counts what happened to the merged case.' },
  merging: { because: 'A case that is being merged is not merged again.' },
  mergedInto: { because: 'A merged case is not merged again.' },
  mergedBy: { because: 'A merged case is not merged again.' },
  sumChanges: { because: 'It counts what the other case was told.' },
  takenOver: ['case', 'told'],
  clocks: ['facts', 'clocks', 'given'],
};

function ownOf(state: CaseRecord, other: Complainant | undefined, context: CaseContext): Carried {
  const { complainant } = state;
  const { caseId = '' } = context;
  return {
    ...{ case: caseId, told: false },
    complainant: {
      ...{ kind: complainant.kind, anonymous: complainant.anonymous },
      same: other !== undefined && isSameComplainant(complainant, other),
    },
    ...matterLeft(state),
    ...owedBy(state, context),
    dispatches: state.dispatches.flatMap((each) => formLeft(each, caseId)),
    ...clocksLeft({ of: undefined, name: caseId, state, context }),
  };
}

type MatterLeft =
  | 'channel' | 'contactKind' | 'category' | 'severity' | 'overdueSeverity' | 'flags' | 'goodsValue' | 'respondents'
  | 'complainantInsists' | 'unsettledBelow' | 'handlers' | 'level' | 'levelAwaited'; // prettier-ignore

/** What says which level it needs, and who must keep away from it. */
function matterLeft(state: CaseRecord): Pick<Carried, MatterLeft> {
  const { channel, contactKind, category, severity, overdueSeverity, flags, retail } = state;
  const { complainantInsists, unsettledBelow, reopened, level, levelAwaited } = state;
  return {
    ...{ channel, contactKind, flags: [...flags], complainantInsists },
    unsettledBelow: unsettledBelow || (reopened > 0 && level !== FRONTLINE),
    ...(category !== undefined && { category }),
    ...(severity !== undefined && { severity }),
    ...(overdueSeverity !== undefined && { overdueSeverity }),
    ...(retail?.goodsValue && { goodsValue: retail.goodsValue }),
    respondents: judgedIn(state)
      .filter(isOwn)
      .map(({ name: _, of: __, ...respondent }) => respondent),
    ...{ handlers: [...state.handlers], level, levelAwaited },
  };
}

const isOwn = ({ of }: { readonly of?: string }): boolean => of === undefined;

type OwedLeft = 'regulators' | 'committed' | 'unvalued' | 'writtenResponse' | 'outcomeKnown';

function owedBy(state: CaseRecord, { procedure, caseId = '' }: CaseContext): Pick<Carried, OwedLeft> {
  const { complainant, finalResponseIssued, resolved, outcomeNotified, untellable } = state;
  return {
    regulators: regulatorsOwed({ regulators: state.regulators.filter(isOwn) }).map((name) =>
      regulatorThere(name, caseId),
    ),
    ...committedAs(ownTotal(state), procedure.currency),
    writtenResponse:
      asksForWriting(state, procedure) && !finalResponseIssued && (!complainant.anonymous || passedOn(state)),
    outcomeKnown: resolved && !outcomeNotified && untellable === undefined,
  };
}

export const committedAs = (total: Sum, currency: string): Pick<Carried, 'committed' | 'unvalued'> => ({
  committed: { minor: total === 'unknown' ? 0 : total, currency },
  unvalued: total === 'unknown',
});

/** A form that is with a department goes on from there. */
function formLeft({ of, ...form }: CaseRecord['dispatches'][number], caseId: string): Carried['dispatches'] {
  const { dispatch, department, part, status, sentBy, sentAt, receivedAt, dueAt } = form;
  if (of !== undefined || (status !== 'sent' && status !== 'received')) return [];
  return [
    {
      ...{ dispatch: idThere(dispatch, caseId), department, part, status, sentBy },
      ...(sentAt !== undefined && { sentAt }),
      ...(receivedAt !== undefined && { receivedAt }),
      ...(dueAt !== undefined && { dueAt }),
    },
  ];
}

const clocksLeft = (left: Left): Pick<Carried, 'facts' | 'clocks' | 'given'> => ({
  facts: [...carriedFacts(left)],
  clocks: [...carriedClock(left)],
  given: [...carriedTimes(left)],
});

/** What it had taken over itself is carried by those cases, and what is only offered ends with the merging. */
export const ownTotal = ({ remedies }: Pick<CaseRecord, 'remedies'>): Sum =>
  totalOf(remedies.filter(({ status }) => status !== 'elsewhere' && status !== 'offered'));

function takenOverOf(taken: TakenOver, state: CaseRecord, context: CaseContext): Carried {
  const { from: _from, merge: _merge, outcome: _outcome, before: _before, merging, ...others } = taken;
  const { by: _by, raisedTo: _raised, sumChange: _change, written, ...carried } = others;
  const { case: of } = carried;
  return {
    ...{ ...carried, told: merging.told },
    writtenResponse: carried.writtenResponse && written !== true,
    respondents: state.respondents
      .filter((each) => each.of === of)
      .map(({ name: _, of: __, ...respondent }) => respondent),
    regulators: [...regulatorsOwed({ regulators: state.regulators.filter((each) => each.of === of) })],
    dispatches: state.dispatches
      .filter((each) => each.of === of)
      .flatMap(({ of: _, ...form }) => formLeft(form, '')),
    ...clocksLeft({ of, name: of, state, context }),
  };
}

const CONTACTS = ['customerNumber', 'phone', 'email'] as const;

/** By a number or an address that both left; a name alone is nobody. */
const isSameComplainant = (one: Complainant, other: Complainant): boolean =>
  CONTACTS.some(
    (contact) => contactOf(one[contact]) !== '' && contactOf(one[contact]) === contactOf(other[contact]),
  );

/** An erased contact (D16) is no text, and recognises nobody. */
const contactOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
        .normalize('NFKC')
        .replaceAll(/[\s()-]/g, '')
        .toLowerCase()
    : '';
