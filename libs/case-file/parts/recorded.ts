import type { RecordedCaseEvent } from '#cases';
import type { Queries } from '#engine';
import { notSetAside, sentenceOf, type Damage, type StoredEvent } from '#event-sourcing';
import { NothingProven } from './proof.ts';

/**
 * The events of one read of the stream. Of a history with damage that nobody has set aside no file is made: it would look
 * whole. Throws {@link NothingProven}.
 */
export async function recordedIn(
  stored: readonly StoredEvent[],
  caseId: string,
  queries: Pick<Queries, 'events'>,
): Promise<readonly RecordedCaseEvent[]> {
  const last = stored.at(-1)?.revision ?? -1n;
  const recorded: RecordedCaseEvent[] = [];
  const damage: Damage[] = missingIn(stored);
  for await (const event of queries.events({ caseId })) {
    if (event.revision > last) continue;
    if (!('damaged' in event)) recorded.push(event);
    else damage.push({ ...event, eventId: event.id, finding: event.damaged });
  }
  const [found] = notSetAside(damage, recorded);
  if (found !== undefined) throw new NothingProven(`${sentenceOf(found)} redress verify tells more.`);
  return recorded;
}

const missingIn = (stored: readonly StoredEvent[]): Damage[] =>
  stored
    .filter(({ revision }, at) => revision !== (stored[at - 1]?.revision ?? -1n) + 1n)
    .map(({ stream, revision }) => ({ stream, revision, finding: 'missing-events' }));
