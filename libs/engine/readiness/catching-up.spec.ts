import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  commandId,
  createProjectionRunner,
  createServing,
  eventId,
  EventStoreUnavailable,
  streamName,
  type CanonicalJson,
  type EventToAppend,
  type Projection,
  type ReadModelStore,
} from '#event-sourcing';
import { MemoryEventStore, swiftTiming } from '#event-sourcing/testing';
import { openSqliteReadModels } from '#read-models';
import { createCatchingUp } from './catching-up.ts';

const words: Projection<{ readonly count: number }> = {
  collection: { name: 'words', version: 1, fields: {}, indexes: [] },
  keys: ({ stream }) => [stream],
  evolve: (document) => ({ count: (document?.count ?? 0) + 1 }),
};

describe('read models that would mislead (D6)', () => {
  let store: MemoryEventStore;
  let readModels: ReadModelStore;
  let written = 0;

  beforeEach(() => {
    store = new MemoryEventStore();
    readModels = openSqliteReadModels({ file: ':memory:' });
  });
  afterEach(() => readModels.close());

  const write = async (events = 1, kind = 'case'): Promise<void> => {
    const spoken = Array.from({ length: events }, (): EventToAppend => {
      written += 1;
      const text = '{}' as CanonicalJson;
      return { id: eventId(commandId('words'), written), type: 'Said', data: text, metadata: text };
    });
    await store.append(streamName(kind, String(written)), 'no-stream', spoken);
  };
  const fill = (): Promise<void> =>
    createProjectionRunner({
      ...{ store, readModels, projections: [words], holder: 'one', timing: swiftTiming() },
      codec: { decode: (stored) => stored as never, knows: () => true },
    }).catchUp();
  const misleading = async (history: Pick<MemoryEventStore, 'head' | 'readAll'> = store) =>
    createCatchingUp({
      ...{ store: history, readModels, serving: createServing(readModels) },
      concerns: (_collection, stream) => stream.startsWith('case-'),
    })([words.collection]);
  const workerComes = () => readModels.acquireLease('worker/1', 'one', 60_000);

  it('are none while there is no history', async () => {
    expect(await misleading()).toEqual([]);
  });

  it('are those that have never held the whole history, though somebody fills them', async () => {
    await write(2);
    await workerComes();
    expect(await misleading()).toEqual(['words']);
    await fill();
    expect(await misleading()).toEqual([]);
  });

  it('PRI-1 are none that lack only what is not their own, however little anybody works on them', async () => {
    await write();
    await fill();
    await write(2, 'audit');
    expect(await misleading()).toEqual([]);
    await write();
    expect(await misleading()).toEqual(['words']);
  });

  it('are those that are behind while nobody works on them', async () => {
    await write();
    await fill();
    await write();
    expect(await misleading()).toEqual(['words']);
    await workerComes();
    expect(await misleading()).toEqual([]);
  });

  it('are those that are far behind, whoever works on them', async () => {
    await write();
    await fill();
    await workerComes();
    await write(1_000);
    expect(await misleading()).toEqual([]);
    await write();
    expect(await misleading()).toEqual(['words']);
  });

  it('are those that have lost everything', async () => {
    await write(3);
    await fill();
    await workerComes();
    await readModels.drop(words.collection);
    expect(await misleading()).toEqual(['words']);
  });

  it('are none of those that were whole when the history went away', async () => {
    await write();
    const away = {
      head: () => Promise.reject(new EventStoreUnavailable('away')),
      readAll: () => Promise.reject(new EventStoreUnavailable('away')),
    };
    expect(await misleading(away)).toEqual(['words']);
    await fill();
    expect(await misleading(away)).toEqual([]);
  });
});
