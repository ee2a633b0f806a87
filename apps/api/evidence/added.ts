import type { CaseEventData } from '#cases';
import type { ApiEngine } from '../options.ts';

export type Added = CaseEventData<'EvidenceAdded'>;

const MOST_EVIDENCE = 10_000;

/** A file of a case, from the history itself: one that was just added is there at once. */
export async function addedEvidence(
  { queries }: Pick<ApiEngine, 'queries'>,
  caseId: string,
  is: (added: Added) => boolean,
): Promise<Added | undefined> {
  const added = queries.events({ caseId, type: 'EvidenceAdded', limit: MOST_EVIDENCE });
  for await (const event of added)
    if (!('damaged' in event) && event.type === 'EvidenceAdded' && is(event.data)) return event.data;
  return undefined;
}
