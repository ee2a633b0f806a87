import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { BEGINNING, type CommandId, type EventMetadata, type StoredEvent } from '#event-sourcing';
import { openSqliteEventStore } from '#event-store';
import { openEngine } from '#engine';
import { pages } from '../contract/event-store.fixtures.ts';

/** An event of the history with its metadata read. */
export interface HistoryEvent {
  readonly stored: StoredEvent;
  readonly metadata: EventMetadata;
}

/** Texts are sealed, and fingerprints made, with the secrets of a folder: what folders with the same ones hold can be compared. */
export async function giveSameSecrets(folder: string): Promise<void> {
  const secrets = {
    pepper: 'the same everywhere',
    'subjects.json': JSON.stringify({ id: '00000001', tree: { '': '1'.repeat(64) } }),
  };
  const keys = path.join(folder, 'keys');
  await mkdir(keys, { mode: 0o700, recursive: true });
  for (const [name, secret] of Object.entries(secrets))
    await writeFile(path.join(keys, name), secret, { mode: 0o600 });
}

/** Does something with a copy of a data folder, so that the folder itself stays as the killed process left it. */
async function withCopy<Result>(
  folder: string,
  parts: readonly string[],
  work: (copy: string) => Promise<Result>,
): Promise<Result> {
  const copy = await mkdtemp(path.join(tmpdir(), 'redress-copy-'));
  try {
    await mkdir(copy, { recursive: true });
    for (const part of parts) {
      if (existsSync(path.join(folder, part)))
        await cp(path.join(folder, part), path.join(copy, part), { recursive: true });
    }
    return await work(copy);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

const HISTORY = ['events.db', 'events.db-wal'];
const READ_MODELS = ['read-models.db', 'read-models.db-wal'];

/** The whole history in log order; fails when positions or revisions have a gap or an id stands twice. */
export async function historyOf(folder: string): Promise<readonly HistoryEvent[]> {
  const log = await withCopy(folder, HISTORY, async (copy) => {
    const store = openSqliteEventStore({ file: path.join(copy, 'events.db') });
    const events = await pages(store, BEGINNING, 1000);
    await store.close();
    return events;
  });
  expect(log.map(({ position }) => Number(position))).toEqual(log.map((_, index) => index + 1));
  expect(new Set(log.map(({ id }) => id)).size).toBe(log.length);
  const next = new Map<string, bigint>();
  const inOrder = log.map(({ stream }) => {
    const revision = next.get(stream) ?? 0n;
    next.set(stream, revision + 1n);
    return { stream, revision };
  });
  expect(log.map(({ stream, revision }) => ({ stream, revision }))).toEqual(inOrder);
  return log.map((stored) => ({ stored, metadata: JSON.parse(stored.metadata) as EventMetadata }));
}

/** What an event says of the business: everything but when and where it was recorded. */
const contentOf = ({ stored: { id, type, data }, metadata: { happenedAt } }: HistoryEvent): string =>
  // Whoever needs a version first installs it, whenever that is.
  JSON.stringify([id, type, data, type === 'ProcedureInstalled' ? undefined : happenedAt]);

/** Contents by stream, each in its order. */
export function contentsByStream(
  events: readonly HistoryEvent[],
): Readonly<Record<string, readonly string[]>> {
  const streams: Record<string, string[]> = {};
  for (const event of events) (streams[event.stored.stream] ??= []).push(contentOf(event));
  return streams;
}

export function byCommand(events: readonly HistoryEvent[]): ReadonlyMap<CommandId, readonly HistoryEvent[]> {
  const found = new Map<CommandId, HistoryEvent[]>();
  for (const event of events) {
    const { commandId } = event.metadata;
    found.set(commandId, [...(found.get(commandId) ?? []), event]);
  }
  return found;
}

/** A document of a live read model as it stands in the file, tombstones included. */
type Documents = Readonly<Record<string, unknown>>;

/** Every document of every live read model, by collection and id. */
export const documentsOf = (folder: string): Promise<Documents> =>
  withCopy(folder, READ_MODELS, (copy) => Promise.resolve(readDocuments(copy)));

const NOT_FOLDED: ReadonlySet<string> = new Set(['origin@1', 'established@1']);

function readDocuments(folder: string): Documents {
  const database = new DatabaseSync(path.join(folder, 'read-models.db'));
  try {
    const live = new Map(
      database
        .prepare('SELECT collection, live FROM generations')
        .all()
        .map((row) => [row['collection'], row['live']]),
    );
    const tables = database
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'documents of %'`)
      .all();
    const documents: Record<string, unknown> = {};
    for (const { name } of tables) {
      const [, collection = '', generation] = /^documents of (.+)#(\d+)$/.exec(String(name)) ?? [];
      // Where the read models come from, and which copies are whole, is not folded from the history.
      if (NOT_FOLDED.has(collection) || Number(generation) !== Number(live.get(collection) ?? 0)) continue;
      for (const row of database
        .prepare(`SELECT id, position, deleted, document FROM "${String(name)}"`)
        .all()) {
        const document: unknown = row['document'] === null ? undefined : JSON.parse(String(row['document']));
        documents[`${collection} ${String(row['id'])}`] = {
          position: row['position'],
          deleted: row['deleted'],
          document,
        };
      }
    }
    return documents;
  } finally {
    database.close();
  }
}

/** What the same history gives when it is folded from nothing into a new file. */
export const replayedDocumentsOf = (folder: string): Promise<Documents> =>
  withCopy(folder, [...HISTORY, 'keys'], async (copy) => {
    const engine = await openEngine({ dataDirectory: copy });
    await engine.catchUp();
    await engine.close();
    return readDocuments(copy);
  });

/** Document by document; the first difference is shown with its name rather than as one of thousands. */
export function expectSameDocuments(actual: Documents, expected: Documents): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, document] of Object.entries(expected)) {
    if (isDeepStrictEqual(actual[name], document)) continue;
    expect({ [name]: actual[name] }).toEqual({ [name]: document });
  }
}
