import type { Condition } from '#event-sourcing';
import { OPEN_CASES, type OpenCase } from './open-cases.projection.ts';
import { pagesOf } from '../reading/pages.ts';
import type { CaseQueryPorts } from '../reading/query.ts';

interface OfWhich {
  readonly procedure: string;
  /** Absent: of every site. */
  readonly site?: string | undefined;
  readonly from: string;
  /** Not included. */
  readonly until: string;
}

/**
 * REP-5, REP-7: the complaint log of a time: every case that had been received by its end and was open in it. What has ended is
 * in it when anything was recorded of it since its beginning.
 */
export async function caseLog(
  { procedure, site, from, until }: OfWhich,
  ports: Pick<CaseQueryPorts, 'readModels' | 'rest'>,
): Promise<readonly OpenCase[]> {
  const found: OpenCase[] = [];
  const ofProcedure = { field: 'procedure', equals: procedure };
  const questions: readonly (readonly Condition[])[] = [
    [{ field: 'open', equals: true }, ofProcedure],
    [{ field: 'open', equals: false }, ofProcedure, { field: 'updatedAt', atLeast: from }],
  ];
  for (const where of questions)
    for await (const page of pagesOf<OpenCase>(OPEN_CASES, where, ports))
      found.push(...page.filter((each) => isOf(site, each) && wasReceivedBefore(until, each)));
  return found;
}

const isOf = (site: string | undefined, each: OpenCase): boolean => site === undefined || each.site === site;

/** A day begins before the times within it; what nobody dated was there before. */
const wasReceivedBefore = (until: string, { receivedAt }: OpenCase): boolean =>
  receivedAt === undefined || receivedAt < until;
