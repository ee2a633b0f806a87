import { titleOf } from '../problems/index.ts';

const problem = (status: number, code: string, detail: string, more: object = {}) => ({
  type: `urn:redress:problem:${code}`,
  title: titleOf(code),
  status,
  detail,
  code,
  ...more,
  instance: '/cases/7F3K-9M2Q-X4TB/grant-compensation',
  correlationId: '3f0c7a52-6c0e-4b7e-9a53-0d1b7f1c2e11',
});

/** One realistic problem per status. */
export const PROBLEM_EXAMPLES = {
  400: problem(400, 'invalid-input', 'The request has fields that are missing, unknown or wrong.', {
    errors: [{ field: 'remedy.amount.minor', message: 'must be a whole number from 0 to 9007199254740991' }],
  }),
  401: problem(401, 'unauthenticated', 'The token is not valid here, or has expired.'),
  403: problem(403, 'not-authorised', 'The total of the case is above what your level may grant.', {
    rule: 'SOL-4',
    remedy: 'Escalate to the level that has the authority.',
  }),
  404: problem(404, 'case-not-found', 'There is no such case.'),
  405: problem(405, 'method-not-allowed', 'PUT is not possible here, only GET, HEAD, POST.'),
  408: problem(408, 'too-slow', 'The request took too long to arrive.'),
  409: problem(409, 'wrong-stage', 'grant-compensation is not possible: it is not classified.', {
    rule: 'LIF-1',
    remedy: 'Classify it first.',
    details: { stage: 'received', missing: ['classified'] },
  }),
  410: problem(410, 'evidence-destroyed', 'An administrator has had this file destroyed.'),
  412: problem(412, 'stale-revision', 'The case has changed since you read it.', {
    remedy: 'Read the case again, then decide whether the command still holds.',
    details: { actual: '13' },
  }),
  413: problem(413, 'body-too-large', 'The request body is larger than allowed.'),
  414: problem(414, 'url-too-long', 'The address is too long.'),
  415: problem(415, 'unsupported-media-type', 'Send application/json.'),
  422: problem(422, 'remedy-incomplete', 'A refund needs an amount.', {
    rule: 'SOL-3',
  }),
  429: problem(429, 'too-many-requests', 'Too many of your requests are under way at once.', {
    remedy: 'Wait for their answers, then repeat this one with the same Idempotency-Key.',
  }),
  431: problem(431, 'headers-too-large', 'The request headers are larger than allowed.'),
  500: problem(
    500,
    'internal-error',
    'Something went wrong on our side. The correlation id finds it in the log.',
  ),
  503: problem(503, 'not-caught-up', 'The lists have not caught up with that position yet.'),
} as const;
