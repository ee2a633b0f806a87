import { isRefusal, refuse, type Refusal } from '#event-sourcing';
import { FRONTLINE } from '#procedures';
import type { Money } from '../events/fields.ts';
import type { Complainant, Respondent } from '../events/intake.ts';
import type { CaseCommands } from '../commands.ts';
import {
  aboutThemselves,
  isSameStaff,
  rankOf,
  sameCase,
  takesAuthorityAway,
  type CaseContext,
} from '../context.ts';
import { correctedBy } from '../corrections.ts';
import { inTheFuture } from '../moments.ts';
import { isOver } from '../stage-policy.ts';
import type { CaseRecord, CaseState, ProcedureRef } from '../state.ts';
import { leafOf, unknownSeverity } from './classification.ts';
import { escalateAutomatically } from './escalation.ts';
import { flagsOnLogging } from './flags.ts';
import { draft, firstOf, records, type CaseDecision, type Decide } from './decision.ts';

/** As many as the contract of `DuplicateSuspected` holds. */
const MOST_SUSPICIONS = 20;

/** INT-2, INT-4, INT-10: a complaint is never turned away; the receiver owns it until somebody else does (DIS-5). */
export function logComplaint(
  data: CaseCommands['LogComplaint'],
  state: CaseState,
  context: CaseContext,
): CaseDecision {
  if (state.status === 'logged')
    return refuse('INT-2', 'already-logged', 'This case has been logged already.', {
      remedy: 'Open the existing case.',
    });
  const refusal = firstOf(
    otherProcedure(data.procedure, state),
    foreignCurrency(data.retail?.goodsValue, context),
    unknownRespondentLevel(data.respondent, context),
    requestedInThePast(data.requestedBy, context),
  );
  if (refusal) return refusal;
  const { flags = [], complainant, ...facts } = data;
  const receivedBy = context.actor.id;
  const suspected = [...new Set(context.candidates)].slice(0, MOST_SUSPICIONS);
  return [
    draft('ComplaintLogged', { ...facts, complainant: withAnonymity(complainant), receivedBy }),
    ...(isAbout(data.respondent, receivedBy)
      ? aboveThem(FRONTLINE, data.respondent, context)
      : [draft('OwnerAssigned', { owner: receivedBy, reason: 'First responder' })]),
    ...flagsOnLogging(flags, context),
    ...(suspected.length > 0 ? [draft('DuplicateSuspected', { of: suspected })] : []),
  ];
}

const isAbout = (respondent: Respondent | undefined, person: string | undefined): boolean =>
  isSameStaff(respondent?.staffId, person);

/** INV-4: who is complained about cannot answer for the case, so the next level does at once (AUT-4). */
const aboveThem = (level: string, respondent: Respondent | undefined, context: CaseContext) =>
  escalateAutomatically(
    'conflictOfInterest',
    'The one who has the case is the one complained about',
    { level, respondent },
    context,
  );

/** D13: a call that was missed and its complaint are one case under one procedure. */
const otherProcedure = ({ id, version }: ProcedureRef, state: CaseState): Refusal | undefined =>
  state.status === 'none' || (state.procedure.id === id && state.procedure.version === version)
    ? undefined
    : refuse('D13', 'other-procedure', `This case was opened under "${state.procedure.id}".`, {
        remedy: 'Log the complaint under that procedure and version, or as a case of its own.',
        details: { procedure: state.procedure },
      });

const unknownRespondentLevel = (
  respondent: Respondent | undefined,
  { procedure }: CaseContext,
): Refusal | undefined =>
  respondent?.level === undefined || rankOf(procedure, respondent.level) >= 0
    ? undefined
    : refuse('INV-4', 'unknown-level', `The procedure has no level "${respondent.level}".`, {
        remedy: 'Leave the level out for somebody of the front line.',
        details: { levels: procedure.ladder.map((level) => level.id) },
      });

const withAnonymity = (complainant: Omit<Complainant, 'anonymous'>): Complainant => ({
  ...complainant,
  anonymous: ![complainant.name, complainant.phone, complainant.email, complainant.customerNumber].some(
    Boolean,
  ),
});

export function foreignCurrency(amount: Money | undefined, { procedure }: CaseContext): Refusal | undefined {
  if (amount === undefined || amount.currency === procedure.currency) return undefined;
  return refuse('SOL-3', 'foreign-currency', `Amounts of this procedure are in ${procedure.currency}.`, {
    remedy: `Give the amount in ${procedure.currency}.`,
  });
}

const requestedInThePast = (requestedBy: string | undefined, context: CaseContext): Refusal | undefined =>
  requestedBy !== undefined && requestedBy <= context.happenedAt
    ? refuse('CLK-3', 'time-in-the-past', 'The time asked for lies before the complaint was received.')
    : undefined;

/** INT-11: one row of a source, with nothing added to it. */
export function importHistoricCase(
  data: CaseCommands['ImportHistoricCase'],
  state: CaseState,
  context: CaseContext,
): CaseDecision {
  if (state.status !== 'none')
    return refuse(
      'INT-11',
      'differs-from-earlier-import',
      'This row was imported before with other content.',
      {
        remedy: 'Correct the case itself; an import never overwrites.',
      },
    );
  const category = leafOf(data.category, context);
  if (isRefusal(category)) return category;
  const { procedure, channel, description, source, severity, outcome, department, receivedAt } = data;
  const refusal = firstOf(unknownSeverity(severity, context), inTheFuture(context, receivedAt));
  if (refusal) return refusal;
  const unknown = { happenedAt: 'unknown' } as const;
  const logged = draft('ComplaintLogged', {
    ...{ procedure, channel, description, contactKind: 'complaint', receivedBy: 'import' },
    complainant: { kind: 'unknown', anonymous: true },
    ...(department && { respondent: { kind: 'department', department } }),
    source: { ...source, facts: { ...source.facts } },
  });
  return [
    { ...logged, happenedAt: receivedAt },
    { ...draft('CaseClassified', { category: category.path, severity }), ...unknown },
    ...(outcome ? [{ ...draft('HistoricOutcomeRecorded', outcome), ...unknown }] : []),
    ...(outcome?.answeredInTime === false ? [{ ...untimelyAnswer(severity), ...unknown }] : []),
  ];
}

/** The source says that the answer was late, not when it was due (CLK-6). */
const untimelyAnswer = (severity: string) =>
  draft('DeadlineBreached', {
    clock: 'historic-answer',
    kind: 'firstReply',
    responsible: { role: 'organisation' },
    severity,
    foundBy: 'import',
  });

/** INT-8: an abandoned contact opens a case of its own, or is noted on the one that it belongs to. */
export const recordAbandonedContact = (
  data: CaseCommands['RecordAbandonedContact'],
  state: CaseState,
): CaseDecision =>
  state.status === 'logged' && isOver(state.stage)
    ? refuse('INT-8', 'wrong-stage', `The case is ${state.stage}; no callback would be watched there.`, {
        remedy: 'Record the contact as a case of its own, and link the two.',
        details: { stage: state.stage },
      })
    : [draft('ContactAbandoned', data)];

export function recordCallback(
  data: CaseCommands['RecordCallback'],
  state: CaseState,
  context: CaseContext,
): CaseDecision {
  const since = state.status === 'none' ? undefined : state.clocks.reached.contactAbandoned;
  if (since === undefined)
    return refuse('INT-8', 'no-abandoned-contact', 'No abandoned contact is waiting for a callback here.');
  if (context.happenedAt < since)
    return refuse(
      'LIF-5',
      'before-abandoned',
      `The contact was abandoned at ${since}, after this callback.`,
      {
        remedy: 'Correct the time at which it happened.',
      },
    );
  return [draft('CallbackMade', data)];
}

/** INT-6: the promised time of the first answer becomes a promise of its own (CLK-5). */
export const sendAcknowledgement: Decide<'SendAcknowledgement'> = (
  { firstAnswerBy, ...data },
  state,
  context,
) => {
  if (firstAnswerBy !== undefined && firstAnswerBy <= context.happenedAt)
    return refuse('INT-6', 'time-in-the-past', 'The promised time of the first answer has already passed.');
  const promise = `P${String(state.clocks.promises.length + 1)}`;
  return [
    draft('AcknowledgementSent', data),
    ...(firstAnswerBy === undefined
      ? []
      : [draft('ReplyPromised', { promise, dueAt: firstAnswerBy, about: 'First answer' })]),
  ];
};

/** INT-5 */
export const recordRestatement: Decide<'RecordRestatement'> = records('RestatementRecorded');
/** INT-9: one case throughout, each hand-over recorded. */
export const handOverComplaint: Decide<'HandOverComplaint'> = (data) =>
  data.from === data.to
    ? refuse('INT-9', 'same-receiver', 'A hand-over needs two different receivers.')
    : [draft('ComplaintHandedOver', data)];

export const dismissDuplicate: Decide<'DismissDuplicate'> = (data, state) =>
  state.suspectedDuplicates.includes(data.of)
    ? [draft('DuplicateDismissed', data)]
    : refuse('INT-10', 'no-such-suspicion', `No duplicate of ${data.of} is suspected.`);

/** LIF-2 */
export const linkCase: Decide<'LinkCase'> = (data, state, context) =>
  sameCase(data.to, context) ??
  (state.links.some((link) => link.to === data.to && link.relation === data.relation)
    ? []
    : [draft('CaseLinked', data)]);

/** CLS-2: an enquiry, request or suggestion becomes a complaint; never the other way round. */
export const promoteContact: Decide<'PromoteContact'> = ({ to, reason }, state) => {
  if (state.contactKind === to) return [];
  if (state.contactKind === 'complaint')
    return refuse('CLS-2', 'already-a-complaint', 'A complaint stays a complaint.', {
      remedy: 'Assess its validity instead.',
    });
  return [draft('ContactPromoted', { from: state.contactKind, to, reason })];
};

/** LIF-3: a correction is a further event. One that names the owner as the one complained about hands the case up (INV-4). */
export const correctIntake: Decide<'CorrectIntake'> = ({ complainant, ...data }, state, context) => {
  const { reason: _, ...corrected } = data;
  if (complainant === undefined && Object.keys(corrected).length === 0)
    return refuse('LIF-3', 'nothing-to-correct', 'Say what is corrected, not only why.');
  const after = correctedBy(state, data);
  const refusal = firstOf(
    foreignCurrency(data.retail?.goodsValue, context),
    unknownRespondentLevel(data.respondent, context),
    clearsThemselves(after.respondent, state, context),
    takesAuthorityAway(state, after, context),
  );
  if (refusal) return refusal;
  const ownerNamed = isAbout(after.respondent, state.owner) && !isAbout(state.respondent, state.owner);
  return [
    draft('IntakeCorrected', { ...data, ...(complainant && { complainant: withAnonymity(complainant) }) }),
    ...(ownerNamed && !isOver(state.stage) ? aboveThem(state.level, after.respondent, context) : []),
  ];
};

/** INV-4: whoever is complained about does not name somebody else instead. */
const clearsThemselves = (
  corrected: Respondent | undefined,
  state: CaseRecord,
  context: CaseContext,
): Refusal | undefined =>
  isAbout(corrected, context.actor.id) ? undefined : aboutThemselves(state.respondent, context);
