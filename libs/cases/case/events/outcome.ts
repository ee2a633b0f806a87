import { Type } from '#schema';
import { method, oneOf, openText, personal, record, reference, text } from './fields.ts';

export const outcomeEvents = {
  CaseResolved: record({ summary: personal(), settledAtOnce: Type.Boolean() }),
  /** OUT-1; when the regulator passed the case on, it is told too (INT-9). */
  OutcomeNotified: record({
    to: oneOf(['complainant', 'regulator']),
    method: method(),
    summary: personal(),
    written: Type.Boolean(),
    /** Which of those that passed it on was told. */
    regulator: Type.Optional(reference()),
    /** Where to turn next, by the names of the procedure (OUT-7). */
    turnTo: Type.Optional(Type.Array(reference(), { maxItems: 20 })),
  }),
  /** Somebody was tried to be reached: for an answer, to hear the outcome, or why it is invalid (SOL-1, OUT-1, CLS-5). */
  ContactFailed: record({
    about: oneOf(['offer', 'outcome', 'explanation']),
    method: method(),
    remarks: Type.Optional(personal()),
  }),
  /** OUT-1, INT-4: the complainant cannot be told, and why. */
  OutcomeUntellable: record({ why: oneOf(['anonymous', 'notReached']), reason: text() }),
  /** OUT-2: the letter as it was sent. */
  FinalResponseIssued: record({
    method: method(),
    letter: personal({ maxLength: 50_000 }),
    /** What was sent, byte for byte: the file of evidence, and its hash (INV-2). */
    sent: Type.Optional(
      record({ evidence: reference(), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
    ),
  }),
  /** OUT-3 */
  FollowUpRecorded: record({
    attempt: Type.Integer({ minimum: 1 }),
    method: method(),
    reached: Type.Boolean(),
    satisfaction: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
    satisfied: Type.Optional(Type.Boolean()),
    remarks: Type.Optional(personal()),
    /** What was answered to the questions of the procedure, by their names. */
    answers: Type.Optional(Type.Record(Type.String(), personal({ maxLength: 2000 }))),
  }),
  /** Who looked at it before it went on, in order or not: a level, or a body beside the ladder (AUT-5). */
  CaseReviewed: record({
    by: reference(),
    before: oneOf(['offered', 'closed']),
    inOrder: Type.Boolean(),
    remarks: text(),
  }),
  CaseReopened: record({ cause: oneOf(['unsatisfied', 'newFacts', 'correction']), reason: text() }),
  CaseClosed: record({ remarks: Type.Optional(text()) }),
  CaseArchived: record({ reference: Type.Optional(reference()) }),
  CaseWithdrawn: record({ reason: personal() }),
  /** What an imported source tells of the end of a case, in its own words; everything else stays unknown (INT-11). */
  HistoricOutcomeRecorded: record({
    response: openText(500),
    /** Kind of relief when the source names one; never an amount that it does not name. */
    relief: oneOf(['monetary', 'nonMonetary', 'explanation', 'none', 'unknown']),
    publicResponse: Type.Optional(openText(2000)),
    answeredInTime: Type.Optional(Type.Boolean()),
  }),
} as const;
