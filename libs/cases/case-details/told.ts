import { InvalidCursor, type Page, type ReadModelStore } from '#event-sourcing';
import type { RecordedCaseEvent } from '../case/events.ts';
import { caseAsOf, type CaseThen, type Moment } from './as-of.ts';
import { CASE_DETAILS, type CaseDetails, type CaseHead } from './case-details.projection.ts';
import { pagesBetween, type TimelineEntry, type TimelinePage } from './timeline.ts';
import type { CaseQueryPorts } from '../reading/query.ts';
import { zonesOf } from '../local-month.ts';

/** So many events come with a case; those before them come in pages. */
const TOLD_AT_ONCE = 200;

/** A case with what happened last, and what decides whose names may be told. */
export type CaseTold = CaseDetails & Pick<CaseHead, 'fromWithin'>;

type Ports = Pick<CaseQueryPorts, 'readModels' | 'history' | 'procedures'>;

export async function caseNow(caseId: string, ports: Ports): Promise<CaseTold | undefined> {
  const head = await headOf(caseId, ports);
  if (head === undefined) return undefined;
  const last = Number(head.revision);
  const timeline = await entriesBetween(head, last - TOLD_AT_ONCE + 1, last, ports);
  return withEarlier(head, timeline, Number(timeline[0]?.revision ?? 0));
}

export async function caseThen(
  caseId: string,
  moment: Moment,
  { history, procedures }: Ports,
): Promise<CaseTold | undefined> {
  const events = await history(caseId);
  const then = caseAsOf(events, moment, zonesOf(procedures));
  if (then === undefined) return undefined;
  const timeline = then.timeline.slice(-TOLD_AT_ONCE);
  // Whoever was ever known to complain from within stays covered in how the case stood before.
  const fromWithin = then.fromWithin || (caseAsOf(events, {}, zonesOf(procedures))?.fromWithin ?? false);
  return withEarlier({ ...then, fromWithin }, timeline, then.timeline.length - timeline.length);
}

const withEarlier = (
  head: CaseHead,
  timeline: readonly TimelineEntry[],
  earlierEntries: number,
): CaseTold => ({ ...head, timeline, ...(earlierEntries > 0 && { earlierEntries }) });

export const headOf = async (
  caseId: string,
  { readModels }: { readonly readModels: Pick<ReadModelStore, 'get'> },
): Promise<CaseHead | undefined> => (await readModels.get(CASE_DETAILS, caseId)) as CaseHead | undefined;

interface Asked {
  readonly limit: number;
  /** The revision to begin with. */
  readonly cursor?: string;
}

/** A page of everything that happened, from the beginning. Throws InvalidCursor. */
export async function timelineFrom(
  head: CaseHead,
  { limit, cursor = '0' }: Asked,
  ports: Ports,
): Promise<Page<TimelineEntry>> {
  if (!/^\d{1,9}$/.test(cursor)) throw new InvalidCursor('this cursor was not issued here');
  const [first, last] = [Number(cursor), Number(head.revision)];
  const items = await entriesBetween(head, first, Math.min(last, first + limit - 1), ports);
  return { items, ...(first + limit <= last && { nextCursor: String(first + limit) }) };
}

async function entriesBetween(
  { caseId, revision }: CaseHead,
  first: number,
  last: number,
  { readModels, history, procedures }: Ports,
): Promise<readonly TimelineEntry[]> {
  if (first > last) return [];
  const pages = await readModels.load(CASE_DETAILS, pagesBetween(caseId, Math.max(0, first), last));
  const found = [...pages.values()].flatMap(({ document }) => (document as TimelinePage).timeline);
  const whole = last < Number(revision) || found.some((entry) => entry.revision === revision);
  // Case and page are two documents, and one was read before the other was written: the history has both.
  const entries = whole ? found : ((await fromHistory(caseId, history, procedures))?.timeline ?? []);
  return entries
    .filter((entry) => Number(entry.revision) >= first && Number(entry.revision) <= last)
    .toSorted((one, other) => Number(one.revision) - Number(other.revision));
}

async function fromHistory(
  caseId: string,
  history: (caseId: string) => Promise<readonly RecordedCaseEvent[]>,
  procedures: Ports['procedures'],
): Promise<CaseThen | undefined> {
  return caseAsOf(await history(caseId), {}, zonesOf(procedures));
}
