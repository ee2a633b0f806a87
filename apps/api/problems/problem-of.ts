import { HttpException, NotFoundException } from '@nestjs/common';
import { EventStoreUnavailable, InvalidCursor, QueryRefused, ReadModelsUnavailable } from '#event-sourcing';
import { faultRefusal, ForeignReadModels, NotCaughtUp, NotOnRecord, UnknownPosition } from '#engine';
import { EVIDENCE_TOO_LARGE, evidenceProblem } from './evidence-problem.ts';
import { later, Problem, unacceptable, unknownPosition } from './problem.ts';
import { refusalProblem } from './refusal-status.ts';

type Told = readonly [status: number, code: string, detail: string];

const TOO_LARGE: Told = [413, 'body-too-large', 'The request body is larger than allowed.'];
const MEDIA_TYPE: Told = [
  415,
  'unsupported-media-type',
  'Send application/json, and evidence files as multipart/form-data.',
];
const FORM_LIMIT: Told = [400, 'malformed-form', 'Send one file and its fields, nothing else.'];

/** What the web server and its plug-ins say about requests that never reach a command or a query. */
const SERVER_PROBLEMS: Readonly<Record<string, Told>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: MEDIA_TYPE,
  FST_ERR_CTP_BODY_TOO_LARGE: TOO_LARGE,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    400,
    'malformed-request',
    'The body is not as long as Content-Length says.',
  ],
  FST_ERR_BAD_URL: [400, 'malformed-url', 'The address is not correctly percent-encoded.'],
  FST_ERR_MAX_PARAM_LENGTH: [414, 'url-too-long', 'The address is too long.'],
  FST_ERR_HANDLER_TIMEOUT: [
    503,
    'timed-out',
    'The request took too long. Repeat it with the same Idempotency-Key.',
  ],
  FST_REQ_FILE_TOO_LARGE: EVIDENCE_TOO_LARGE,
  FST_FILES_LIMIT: FORM_LIMIT,
  FST_FIELDS_LIMIT: FORM_LIMIT,
  FST_PARTS_LIMIT: FORM_LIMIT,
  FST_PROTO_VIOLATION: FORM_LIMIT,
};

/** Everything that can be thrown, as one problem. Unknown errors become a 500 that says nothing about the inside. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const wrong = questionProblem(thrown) ?? evidenceProblem(thrown);
  if (wrong !== undefined) return wrong;
  if (thrown instanceof NotOnRecord) return later('not-on-record', thrown.message, 5);
  const fault = faultRefusal(thrown);
  if (fault !== undefined) return refusalProblem(fault);
  if (thrown instanceof NotCaughtUp)
    return later('not-caught-up', 'The history has not caught up here with what is known of it.');
  if (thrown instanceof EventStoreUnavailable) {
    return later(
      'event-store-unavailable',
      'The history cannot be reached at the moment. Repeat the request with the same Idempotency-Key.',
      5,
    );
  }
  if (thrown instanceof ReadModelsUnavailable || thrown instanceof ForeignReadModels)
    return later(
      'read-models-unavailable',
      'The lists cannot be reached at the moment. Repeat the request, a command with the same Idempotency-Key.',
      5,
    );
  return (
    serverProblem(thrown) ??
    new Problem(
      500,
      'internal-error',
      'Something went wrong on our side. The correlation id finds it in the log.',
    )
  );
}

function questionProblem(thrown: unknown): Problem | undefined {
  if (thrown instanceof InvalidCursor)
    return unacceptable('unknown-cursor', [
      { field: 'cursor', message: 'must come from the page before, with the same filters' },
    ]);
  if (thrown instanceof UnknownPosition) return unknownPosition('minPosition', thrown.message);
  return thrown instanceof QueryRefused ? refusalProblem(thrown.refusal) : undefined;
}

function serverProblem(thrown: unknown): Problem | undefined {
  if (thrown instanceof NotFoundException)
    return new Problem(404, 'route-not-found', 'There is nothing at this address.');
  // The framework wraps what the web server throws.
  const origin = thrown instanceof HttpException ? (thrown.cause ?? thrown) : thrown;
  if (!(origin instanceof Error)) return undefined;
  const known = SERVER_PROBLEMS['code' in origin ? String(origin.code) : ''];
  if (known !== undefined) return new Problem(...known);
  const status =
    'statusCode' in origin
      ? Number(origin.statusCode)
      : origin instanceof HttpException
        ? origin.getStatus()
        : 500;
  return status >= 400 && status < 500
    ? new Problem(status, 'malformed-request', 'The request cannot be understood.')
    : undefined;
}
