const HEADERS = Symbol('redress:headers');

/** An answer that brings headers of its own: ETag, and Location when something new came to be. */
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

export const headersOf = (payload: unknown): Headed[typeof HEADERS] | undefined =>
  typeof payload === 'object' && payload !== null && HEADERS in payload
    ? (payload as Headed)[HEADERS]
    : undefined;
