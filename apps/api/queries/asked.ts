import type { AnyQuery, Fields, Position } from '#event-sourcing';
import { caseIdParam } from '../http/params.ts';
import type { Request } from '../http/server-types.ts';
import { check, checkQuery } from '../fields/index.ts';
import { minPositionOf, readFields } from '../http/min-position.ts';

/** What stands in the address, and what stands behind it. */
export interface Parameters {
  readonly path: Fields;
  readonly query: Fields;
}

export function parametersOf({ at, asks }: AnyQuery): Parameters {
  const inPath = new Set([...at.matchAll(/:(\w+)/g)].map(([, name]) => name));
  const part = (wanted: boolean): Fields =>
    Object.fromEntries(Object.entries(asks).filter(([name]) => inPath.has(name) === wanted));
  return { path: part(true), query: { ...part(false), ...readFields } };
}

/** What a request asks, checked against the fields of the query. */
export function askedBy(
  request: Request,
  query: AnyQuery,
): { readonly asked: object; readonly since: Position | undefined } {
  const fields = parametersOf(query);
  const params = request.params as Readonly<Record<string, string>>;
  // An id that no case can have is answered like one that no case has.
  if (params['caseId'] !== undefined) caseIdParam(params['caseId']);
  const address = check(fields.path, params);
  const { minPosition, ...rest } = checkQuery(fields.query, request.query as object) as {
    readonly minPosition?: string;
  };
  const since = minPositionOf(request, minPosition === undefined ? {} : { minPosition });
  return { asked: { ...address, ...rest }, since };
}
