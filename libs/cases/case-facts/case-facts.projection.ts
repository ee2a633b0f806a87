import { erasingOf, isErasing, personKey, type Projection } from '#event-sourcing';
import { evolveOutline, type CaseOutline } from '../case-outline.ts';
import { changesOnlyClocks } from '../case/evolve.ts';
import type { CaseEvent, RecordedCaseEvent } from '../case/events.ts';
import { isComplaint } from '../case/matter.ts';
import type { Complainant, Respondent } from '../case/events/intake.ts';
import { complainantFingerprints, respondentKey, type Pepper } from '../reading/fingerprint.ts';
import type { FoldOptions } from '../reading/fold-options.ts';
import { monthOf, type ZoneOf } from '../local-month.ts';
import {
  applyHandler,
  caseKeys,
  erasedKeys,
  type Handlers,
  type RecordedCaseEventOf,
} from '../recorded-case-event.ts';
import { without } from '../without.ts';
import { CASE_FACTS, type CaseFacts, type OwnFacts, type Standing } from './case-facts.ts';
import { caseSums } from './counted.ts';
import { breachHandlers, compensationOf } from './countings.ts';
import { measureMilestones, notMeasured } from './timings.ts';

/** One document per case, also while only a callback is owed. */
export const caseFactsProjection = (options: FoldOptions): Projection<CaseFacts, CaseEvent> => ({
  collection: CASE_FACTS,
  sums: caseSums,
  keys: (event) => (isErasing(event) ? erasedKeys(event) : caseKeys(event)),
  evolve(document, event, caseId) {
    const erasing = erasingOf(event);
    if (erasing !== undefined) return document && withContacts(document, erasing.contacts);
    const begun = begin(document, event, options);
    const facts = measureMilestones(applyHandler(handlers, begun, event), event);
    // Most events are about clocks or work that no report counts: the document stays, and is not written again.
    if (document !== undefined && facts === document && changesOnlyClocks(event)) return document;
    const outline = evolveOutline(document && withoutStandIn(document), event, caseId);
    if (outline === undefined) return undefined;
    return withOutline(corrected(facts, event, options.pepper), outline, options.zoneOf);
  },
});

const blank: OwnFacts = {
  imported: false,
  timing: { acknowledge: notMeasured, reply: notMeasured, resolve: notMeasured },
  breaches: {},
  breached: false,
  reopening: 'notYet',
};

function begin(document: CaseFacts | undefined, event: RecordedCaseEvent, { pepper }: FoldOptions): OwnFacts {
  if (event.type !== 'ComplaintLogged') return document ?? blank;
  const { complainant, respondents, source } = event.data;
  const { happenedAt } = event.metadata;
  const known = about(respondents ?? [], pepper, by(complainant, pepper, blank));
  const received = happenedAt === undefined ? known : { ...known, receivedAt: happenedAt };
  if (source === undefined) return received;
  const unknown = { status: 'unknown' } as const;
  return {
    ...received,
    ...{ imported: true, source: source.system, reopening: 'unknown' },
    timing: { acknowledge: unknown, reply: unknown, resolve: unknown },
  };
}

/** LIF-3: a correction replaces what it names. */
function corrected(facts: OwnFacts, event: RecordedCaseEvent, pepper: Pepper): OwnFacts {
  if (event.type !== 'IntakeCorrected') return facts;
  const { complainant, respondents } = event.data;
  const who = complainant === undefined ? facts : by(complainant, pepper, facts);
  return respondents === undefined ? who : about(respondents, pepper, who);
}

function by(who: Complainant, pepper: Pepper, facts: OwnFacts): OwnFacts {
  const complainants = complainantFingerprints(who, pepper);
  const [complainant] = complainants;
  return {
    ...without(facts, 'complainant', 'complainants'),
    ...(complainant !== undefined && { complainant, complainants }),
  };
}

/** PRI-2: whoever comes again counts as before, by what is too short to be tried. */
function withContacts(facts: CaseFacts, contacts: readonly string[]): CaseFacts {
  const [complainant] = contacts;
  return {
    ...without(facts, 'complainant', 'complainants'),
    ...(complainant !== undefined && { complainant, complainants: contacts }),
  };
}

function about(respondents: readonly Respondent[], pepper: Pepper, facts: OwnFacts): OwnFacts {
  const keys = new Set(respondents.flatMap((each) => respondentKey(each, pepper) ?? []));
  const department = respondents.find((each) => each.department !== undefined)?.department;
  const others = without(facts, 'respondentKeys', 'respondentDepartment');
  return {
    ...others,
    ...(keys.size > 0 && { respondentKeys: [...keys] }),
    ...(department && { respondentDepartment: department }),
  };
}

const handlers: Handlers<OwnFacts> = {
  ...breachHandlers,
  InvestigationConcluded: (facts, { data: { rootCause, responsibility, outcome } }) => ({
    ...facts,
    ...{ rootCause, responsibility, outcome },
  }),
  CaseResolved: (facts, { data }) => ({
    ...facts,
    reopening: facts.reopening === 'reopened' ? 'reopened' : 'never',
    firstContactSettled: data.settledAtOnce && facts.reopening !== 'reopened',
  }),
  CaseClosed: (facts) => ({ ...facts, reopening: facts.reopening === 'notYet' ? 'never' : facts.reopening }),
  CaseReopened: (facts) => ({
    ...facts,
    // What was withdrawn or turned down had not been settled: nothing of it is settled a second time (REP-3).
    reopening: facts.reopening === 'notYet' ? 'notYet' : 'reopened',
    ...(facts.firstContactSettled !== undefined && { firstContactSettled: false }),
  }),
  // The first answer counts: whoever was content only after a second attempt was not content with the handling (CON-5).
  FollowUpRecorded: (facts, { data: { satisfaction, satisfied } }) => ({
    ...facts,
    ...(satisfaction !== undefined && { satisfaction: facts.satisfaction ?? satisfaction }),
    ...(satisfied !== undefined && { satisfied: facts.satisfied ?? satisfied }),
  }),
  HistoricOutcomeRecorded: historicOutcome,
};

function historicOutcome(
  facts: OwnFacts,
  { data }: RecordedCaseEventOf<'HistoricOutcomeRecorded'>,
): OwnFacts {
  const { response, relief, answeredInTime } = data;
  return { ...facts, response, relief, ...(answeredInTime !== undefined && { answeredInTime }) };
}

function withOutline(facts: OwnFacts, outline: CaseOutline, zoneOf: ZoneOf): CaseFacts {
  const { procedure, procedureVersion, receivedAt, category, owner } = outline;
  const department = departmentOf(facts, outline);
  return {
    ...facts,
    ...outline,
    ...(department && { department }),
    standing: standingOf(outline),
    ...compensationOf(outline),
    ...(receivedAt && { receivedMonth: monthOf(receivedAt, zoneOf(procedure, procedureVersion)) }),
    ...(owner !== undefined && { ownerKey: personKey(owner) }),
    ...(category && { categoryGroup: groupOf(category) }),
  };
}

/** Until somebody has the case, the department complained about stands in for the one that handles it. */
const departmentOf = (facts: OwnFacts, outline: CaseOutline): string | undefined =>
  outline.department ?? facts.respondentDepartment;

/** The stand-in is no part of the outline: it has to give way when the respondent is corrected. */
function withoutStandIn(document: CaseFacts): CaseOutline {
  const standsIn = document.dispatches.length === 0 && document.department === document.respondentDepartment;
  return standsIn ? without(document, 'department') : document;
}

const groupOf = (category: string): string => category.split('/')[0] ?? category;

/** A merged case counts through the other one, also when it is archived. */
function standingOf({ contactKind, parts }: CaseOutline): Standing {
  if (parts.ending === 'merged') return 'merged';
  if (contactKind !== undefined && isComplaint({ contactKind, takenOver: parts.takenOver }))
    return 'complaint';
  return contactKind ?? 'abandonedContact';
}
