import { expect } from 'vitest';
import {
  BEGINNING,
  canonicalJson,
  commandId,
  eventId,
  revision,
  streamName,
  type EventToAppend,
  type StoredEvent,
} from '#event-sourcing';
import { openSqliteEventStore } from '#event-store';
import { pages } from '../contract/event-store.fixtures.ts';
import type { EventStoreDbDouble } from '../servers/eventstoredb/start.ts';
import { identified } from './eventstoredb.fixtures.ts';
import { seeded } from './processes.ts';

/** What JSON texts and servers trip over. */
const AWKWARD: readonly unknown[] = [
  { '10': 1, '9': { '2': [null], a: 0 } },
  { note: 'Tür 门 🚪 "quoted" \\ \u2028 \u0000', empty: '', list: [] },
  { amount: 1e21, small: 1e-7, most: Number.MAX_SAFE_INTEGER, zero: -0 },
  { ['__proto__']: { own: 1 }, constructor: 'x', toJSON: 1 },
  {},
];

export const noted = (name: string, index: number, content: unknown = {}): EventToAppend => ({
  id: eventId(commandId('migrate', name), index),
  type: `Noted${String(index % 3)}`,
  data: canonicalJson({ content, awkward: AWKWARD[index % AWKWARD.length] }),
  metadata: canonicalJson({ actor: { id: 'u-1', role: 'agent' }, '2': name, '10': index }),
});

/**
 * Appends to a history file: one to six events at a time, to cases that take turns. The same seed gives the same
 * events; `name` keeps the ids of several calls apart.
 */
export async function extendHistory(
  file: string,
  { appends, name, seed = 1 }: { readonly appends: number; readonly name: string; readonly seed?: number },
): Promise<void> {
  const store = openSqliteEventStore({ file });
  const random = seeded(seed);
  const writing: Promise<unknown>[] = [];
  const next = new Map<string, number>();
  for (let index = 0; index < appends; index += 1) {
    const stream = streamName('case', `${name}-${String(Math.floor(random() * Math.max(1, appends / 5)))}`);
    const at = next.get(stream) ?? 0;
    const events = Array.from({ length: 1 + Math.floor(random() * 6) }, (_, each) =>
      noted(stream, at + each),
    );
    next.set(stream, at + events.length);
    writing.push(store.append(stream, at === 0 ? 'no-stream' : revision(at - 1), events));
  }
  for (const result of await Promise.all(writing)) expect(result).toMatchObject({ outcome: 'appended' });
  await store.close();
}

/** Everything of the history but positions, in log order. */
export async function inFile(file: string): Promise<readonly Omit<StoredEvent, 'position'>[]> {
  const store = openSqliteEventStore({ file });
  const log = await pages(store, BEGINNING, 1000);
  await store.close();
  return log.map(({ position: _position, ...event }) => event);
}

/** The same of what the server holds, whatever its clients believe. */
export const onServer = ({ log }: EventStoreDbDouble): readonly object[] =>
  log.events
    .filter(({ stream }) => /^(case|organisation|procedure)-/.test(stream))
    .map((event) => ({
      ...{ type: event.type, stream: event.stream, revision: event.revision },
      ...{ data: Buffer.from(event.data).toString('utf8'), ...identified(event) },
    }));
