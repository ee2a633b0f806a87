import { BEGINNING, type Position } from '#event-sourcing';

const HEADERS = Symbol('redress:headers');

/** An answer that brings headers of its own: ETag, Location when something new came to be, the position it is of. */
interface Headed {
  readonly [HEADERS]: Readonly<Record<string, string>>;
}

/** Adds the revision as ETag. Symbols are not part of the JSON body. */
export const withRevision = <Answer extends object>(
  answer: Answer,
  revision: string,
  location?: string,
): Answer =>
  Object.assign(answer, {
    [HEADERS]: { etag: `"${revision}"`, ...(location === undefined ? {} : { location }) },
  } satisfies Headed);

export const withHeaders = <Answer extends object>(answer: Answer, more: Headed[typeof HEADERS]): Answer =>
  Object.assign(answer, { [HEADERS]: { ...headersOf(answer), ...more } } satisfies Headed);

/** A copy that says as of which position of the history it is; nothing was recorded yet: it says nothing. */
export function withPosition(answer: unknown, position: Position): unknown {
  if (typeof answer !== 'object' || answer === null || position === BEGINNING) return answer;
  const headers = { ...headersOf(answer), 'x-position': position };
  return Object.assign(Array.isArray(answer) ? [...(answer as unknown[])] : { ...answer }, {
    [HEADERS]: headers,
  } satisfies Headed);
}

export const headersOf = (payload: unknown): Headed[typeof HEADERS] | undefined =>
  typeof payload === 'object' && payload !== null && HEADERS in payload
    ? (payload as Headed)[HEADERS]
    : undefined;
