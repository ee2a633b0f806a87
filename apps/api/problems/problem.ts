import type { FieldError } from '#event-sourcing';

/** What a problem may tell beside its sentence (RFC 9457). */
export interface ProblemExtras {
  readonly rule?: string;
  /** What would make the request acceptable (D18). */
  readonly remedy?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly FieldError[];
  /** Response headers that belong to it, for example `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer other than success, on its way to the one exception filter. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  /** Stable, kebab-case, for programs. */
  readonly code: string;
  readonly extras: ProblemExtras;

  constructor(status: number, code: string, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.status = status;
    this.code = code;
    this.extras = extras;
  }
}

export const invalidInput = (errors: readonly FieldError[]): Problem =>
  new Problem(400, 'invalid-input', 'The request has fields that are missing, unknown or wrong.', { errors });

export const malformed = (what: string, message: string): Problem => invalidInput([{ field: what, message }]);

/** In the right form, which the description tells, but not to be had here or now, which only the server knows. */
export const unacceptable = (code: string, errors: readonly FieldError[]): Problem =>
  new Problem(422, code, 'The request has the right form, but not what it says there.', { errors });

export const unknownPosition = (field: string, message: string): Problem =>
  unacceptable('unknown-position', [{ field, message }]);

/** No aggregate of that kind has such an id. */
export const noSuch = (kind: string): Problem =>
  new Problem(404, `${kind}-not-found`, `There is no such ${kind}.`);

/** Read models that hold less than the history are not answered from. */
export const catchingUp = (details?: ProblemExtras['details']): Problem =>
  new Problem(
    503,
    'read-model-catching-up',
    'The lists are being filled from the history, or nobody fills them. Repeat the request.',
    {
      remedy: 'If it lasts, see that a worker runs: redress projections list tells how far it is.',
      headers: { 'retry-after': '5' },
      ...(details && { details }),
    },
  );

/** Every 401 says how to come in (RFC 9110, 11.6.1). */
export const unauthenticated = (detail: string, parameters = ''): Problem =>
  new Problem(401, 'unauthenticated', detail, {
    headers: { 'www-authenticate': `Bearer realm="redress"${parameters === '' ? '' : `, ${parameters}`}` },
  });

export const notValidHere = (): Problem =>
  unauthenticated('The token is not valid here, or has expired.', 'error="invalid_token"');

export const later = (code: string, detail: string, seconds = 1): Problem =>
  new Problem(503, code, detail, { headers: { 'retry-after': String(seconds) } });
