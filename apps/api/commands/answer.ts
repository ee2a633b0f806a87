import type { CommandOutcome } from '#platform';
import { Problem, refusalProblem } from '../problems/index.ts';
import { withRevision } from '../http/revised.ts';

/** What a carried-out command answers; its revision is the ETag, its position serves the next query (D10). */
export interface CommandAnswer {
  readonly caseId: string;
  readonly revision: string;
  readonly position: string;
  readonly events: readonly { readonly type: string; readonly data: unknown }[];
  /** True when this very command had been carried out before. */
  readonly repeated: boolean;
}

type CarriedOut = Extract<CommandOutcome, { readonly caseId: string }>;

function answerOf({ outcome, caseId, position, events, ...at }: CarriedOut, created: boolean): CommandAnswer {
  const revision = at.revision.toString();
  const answer = { caseId, revision, position, events, repeated: outcome === 'repeated' };
  return withRevision(answer, revision, created ? `/cases/${caseId}` : undefined);
}

export function answerTo(outcome: CommandOutcome, created: boolean): CommandAnswer {
  switch (outcome.outcome) {
    case 'accepted':
    case 'repeated':
    case 'unchanged':
      return answerOf(outcome, created);
    case 'refused':
      throw refusalProblem(outcome.refusal);
    case 'stale':
      throw new Problem(412, 'stale-revision', 'The case has changed since you read it.', {
        remedy: 'Read the case again, then decide whether the command still holds.',
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
      throw new Problem(409, 'contended', 'Too many changes to this case at once.', {
        remedy: 'Repeat the request with the same Idempotency-Key.',
        headers: { 'retry-after': '1' },
      });
  }
}
