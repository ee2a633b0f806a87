import type { Refusal } from '#event-sourcing';
import { Problem } from './problem.ts';

/** The only place where a broken rule becomes an HTTP status; everything not named here is 422. */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  'case-not-found': 404,
  'procedure-not-found': 404,
  // Somebody else may do it.
  'not-authorised': 403,
  'conflict-of-interest': 403,
  'respondent-not-below': 403,
  'handler-cannot-follow-up': 403,
  'same-person': 403,
  'had-a-part': 403,
  'level-asked': 403,
  'level-not-held': 403,
  'no-part-in-it': 403,
  'unknown-actor': 403,
  'no-organisation': 403,
  'not-of-the-department': 403,
  // The case stands elsewhere than the command assumes.
  'wrong-stage': 409,
  'being-merged': 409,
  'other-case-over': 409,
  'other-case-merging': 409,
  'other-case-not-logged': 409,
  'already-logged': 409,
  'already-classified': 409,
  'already-dispatched': 409,
  'already-a-complaint': 409,
  'lead-exists': 409,
  'dispatch-returned': 409,
  'form-handed-back': 409,
  'grant-reversed': 409,
  'not-in-quarantine': 409,
  'repeat-not-recognised': 409,
  'case-history-damaged': 409,
  'organisation-history-damaged': 409,
  'procedure-history-damaged': 409,
  'version-installed': 409,
  'version-withdrawn': 409,
  'no-such-event': 404,
  'no-such-file': 404,
  'duty-not-found': 404,
  'duty-over': 409,
  'other-work': 409,
  'no-such-budget': 404,
  'issue-not-found': 404,
  'action-not-found': 404,
  'issue-over': 409,
  'action-done': 409,
  'action-open': 409,
  'conduct-record-not-found': 404,
  'nothing-reported': 409,
  'step-not-proposed': 409,
  'step-still-grounded': 409,
  'nothing-to-appeal': 409,
  'appealed-before': 409,
  'no-open-appeal': 409,
  'too-large-to-record': 413,
};

const statusOfRefusal = ({ code }: Pick<Refusal, 'code'>): number => STATUS_BY_CODE[code] ?? 422;

export const refusalProblem = (refusal: Refusal): Problem =>
  new Problem(statusOfRefusal(refusal), refusal.code, refusal.message, {
    rule: refusal.rule,
    ...(refusal.remedy === undefined ? {} : { remedy: refusal.remedy }),
    ...(refusal.details === undefined ? {} : { details: refusal.details }),
  });
