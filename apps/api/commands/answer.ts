import type { Outcome } from '#engine';
import { Problem, refusalProblem } from '../problems/index.ts';
import { withRevision } from '../http/revised.ts';
import type { RouteOfCommand } from './routes.ts';

/** What a carried-out command answers, beside the id; its revision is the ETag, its position serves the next query (D10). */
export interface CommandAnswer {
  readonly revision: string;
  readonly position: string;
  /** What was recorded, as far as the sender may read it. */
  readonly events: readonly { readonly type: string; readonly data?: unknown }[];
  /** True when this very command had been carried out before. */
  readonly repeated: boolean;
}

type CarriedOut = Extract<Outcome, { readonly events: unknown }>;

function answerOf(
  { outcome, position, events: recorded, ...at }: CarriedOut,
  id: string,
  { aggregate, begins }: RouteOfCommand,
): CommandAnswer {
  const revision = at.revision.toString();
  const { name } = aggregate.id;
  // Who may do something in a case does not read all of it for that (PRI-1).
  const events = recorded.map(({ type, shown: data }) => ({ type, ...(data !== undefined && { data }) }));
  const answer = { [name]: id, revision, position, events, repeated: outcome === 'repeated' };
  return withRevision(answer, revision, begins ? `/${aggregate.address.replace(`:${name}`, id)}` : undefined);
}

export function answerTo(outcome: Outcome, id: string, route: RouteOfCommand): CommandAnswer {
  const { kind } = route.aggregate;
  switch (outcome.outcome) {
    case 'accepted':
    case 'repeated':
    case 'unchanged':
      return answerOf(outcome, id, route);
    case 'refused':
      throw refusalProblem(outcome.refusal);
    case 'stale':
      throw new Problem(412, 'stale-revision', `The ${kind} has changed since you read it.`, {
        remedy: `Read the ${kind} again, then decide whether the command still holds.`,
        details: { actual: outcome.actual.toString() },
        headers: { etag: `"${outcome.actual.toString()}"` },
      });
    case 'commandIdReused':
      throw new Problem(
        422,
        'idempotency-key-reused',
        'This Idempotency-Key was used before, for another request.',
        {
          remedy: 'Use a new key for every new request.',
        },
      );
    case 'contended':
      throw new Problem(409, 'contended', `Too many changes to this ${kind} at once.`, {
        remedy: 'Repeat the request with the same Idempotency-Key.',
        headers: { 'retry-after': '1' },
      });
  }
}
