import { caseIdOf, type RecordedCaseEvent } from '#cases';
import { drawOf, dutyStreamOf, hashOfPool, poolOf, seedOf, type DutyEvent } from '#duties';
import {
  BEGINNING,
  decodeHistory,
  type EventStore,
  type RecordedEvent,
  type StoredEvent,
} from '#event-sourcing';
import { caseCodec, createHistoryCodec, dutyCodec } from '../commands/codecs.ts';
import { isSettledFor } from './duty-cases.ts';

/** What the history itself says of a draw (REP-6). */
export interface DrawVerdict {
  readonly dutyId: string;
  /** What was drawn is what the history draws. */
  readonly verified: boolean;
  readonly seed: string;
  readonly pool: readonly string[];
  readonly drawn: readonly string[];
  /** What was recorded otherwise; empty when nothing was. */
  readonly differences: readonly ('seed' | 'pool' | 'drawn')[];
}

/** Nobody's texts are looked at: whoever draws again needs no keys. */
const keyless = { codec: createHistoryCodec() };
const PAGE = 1_000;

/**
 * Draws again, from nothing but the history: every case is read, whatever the lists say of it. `undefined`: there is no such
 * duty, or nothing has been drawn for it.
 */
export async function verifyDraw(
  store: Pick<EventStore, 'readStream' | 'readAll'>,
  dutyId: string,
): Promise<DrawVerdict | undefined> {
  const { events } = decodeHistory(dutyCodec(keyless), await store.readStream(dutyStreamOf(dutyId)));
  const [opened] = events.flatMap((each) => (each.type === 'DutyOpened' ? [each] : []));
  const recorded = events.find(({ type }) => type === 'CasesDrawn');
  if (opened === undefined || recorded?.type !== 'CasesDrawn') return undefined;
  const seed = seedOf(opened.metadata);
  const pool = poolOf(await settledOf(store, opened));
  const drawn = drawOf(seed, pool, opened.data.atLeast ?? 1);
  const { data } = recorded;
  const differences = [
    ...(data.seed === seed ? [] : ['seed' as const]),
    ...(data.pool.hash === hashOfPool(pool) && data.pool.count === pool.length ? [] : ['pool' as const]),
    ...(data.drawn.join(' ') === drawn.join(' ') ? [] : ['drawn' as const]),
  ];
  return { dutyId, verified: differences.length === 0, seed, pool, drawn, differences };
}

type Opened = RecordedEvent<Extract<DutyEvent, { readonly type: 'DutyOpened' }>>;

async function settledOf(store: Pick<EventStore, 'readAll'>, opened: Opened): Promise<readonly string[]> {
  const streams = new Map<string, StoredEvent[]>();
  for (let after = BEGINNING; ;) {
    const page = await store.readAll(after, PAGE);
    for (const event of page) {
      const caseId = event.position < opened.position ? caseIdOf(event.stream) : undefined;
      if (caseId !== undefined) streams.set(caseId, [...(streams.get(caseId) ?? []), event]);
    }
    const last = page.at(-1);
    if (last === undefined || last.position >= opened.position) break;
    after = last.position;
  }
  return [...streams].flatMap(([caseId, stored]) => {
    if (!stored.some(({ type }) => type === 'CaseResolved')) return [];
    const events: readonly RecordedCaseEvent[] = decodeHistory(caseCodec(keyless), stored).events;
    return isSettledFor(events, opened.data, opened.position) ? [caseId] : [];
  });
}
