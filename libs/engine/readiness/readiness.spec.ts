import { describe, expect, it } from 'vitest';
import { COMPLAINANTS } from '#cases';
import {
  bearingWitness,
  canonicalJson,
  checkpointName,
  commandId,
  eventId,
  EventStoreUnavailable,
  instantOf,
  streamName,
  witnessOf,
  type EventStore,
  type Instant,
  type EventId,
  type Position,
} from '#event-sourcing';
import { MemoryEventStore, simulatedTiming } from '#event-sourcing/testing';
import { openSqliteReadModels } from '#read-models';
import { silentLogger } from '#platform';
import { createReadiness } from './readiness.ts';
import { ForeignReadModels, ORIGIN } from './origin.ts';

const NOON = Date.parse('2026-11-20T12:00:00Z');
const now = (): Instant => instantOf(NOON);

function world() {
  const store = new MemoryEventStore();
  const readModels = openSqliteReadModels({ file: ':memory:' });
  const timing = simulatedTiming();
  const said: string[] = [];
  const log = { ...silentLogger, warn: (_facts: object, message: string): void => void said.push(message) };
  const process = (eventStore: string, pepper: string, history: EventStore = store) =>
    createReadiness({
      store: history,
      readModels,
      eventStore,
      pepper,
      checkpoints: [NAME, PROCESS],
      now,
      timing,
      log,
    });
  return { store, readModels, timing, said, process };
}

const NAME = checkpointName(COMPLAINANTS);
const PROCESS = 'process:duplicates';
const idOf = (what: string): EventId => eventId(commandId(what), 0);

const happened = async (store: EventStore, what: string): Promise<Position> => {
  const event = {
    id: idOf(what),
    type: 'Happened',
    data: canonicalJson({}),
    metadata: canonicalJson({}),
  };
  const result = await store.append(streamName('case', what), 'no-stream', [event]);
  if (result.outcome !== 'appended') throw new Error(result.outcome);
  return result.position;
};

describe('readiness', () => {
  it('is there for every process with the same history and the same data folder', async () => {
    const { process } = world();
    await Promise.all([process('SQLite', 'one').ready(), process('SQLite', 'one').ready()]);
    const later = process('SQLite', 'one');
    await later.ready();
    await later.ready();
  });

  it('is refused when the read models were made from another kind of history (D5: positions would mean nothing)', async () => {
    const { process } = world();
    await process('SQLite', 'one').verify();
    const moved = process('EventStoreDB', 'one');
    await expect(moved.verify()).rejects.toThrow(ForeignReadModels);
    await expect(moved.ready()).rejects.toThrow(/from a history in SQLite.*another database/s);
    await process('SQLite', 'one').ready();
  });

  it('is refused to a process with a data folder of its own (INT-10: a complainant would have two fingerprints)', async () => {
    const { process } = world();
    await process('EventStoreDB', 'one').verify();
    const stranger = process('EventStoreDB', 'two').ready();
    await expect(stranger).rejects.toThrow(/same data folder/);
  });

  it('is refused when the history begins with another event, also when it began after the read models', async () => {
    const { store, process } = world();
    await process('SQLite', 'one').ready();
    await happened(store, 'one');
    await process('SQLite', 'one').ready();
    const other = new MemoryEventStore();
    await expect(process('SQLite', 'one', other).verify()).rejects.toThrow(/another history/);
    await happened(other, 'two');
    await expect(process('SQLite', 'one', other).verify()).rejects.toThrow(
      /another history.*another database/s,
    );
    await process('SQLite', 'one').ready();
  });

  it('learns the first event of a history that was empty when the process started', async () => {
    const { store, timing, process } = world();
    const survivor = process('EventStoreDB', 'one');
    await survivor.ready();
    await happened(store, 'one');
    await timing.advance(600);
    await survivor.ready();
    const other = new MemoryEventStore();
    await happened(other, 'two');
    await expect(process('EventStoreDB', 'one', other).verify()).rejects.toThrow(/another history/);
    await process('EventStoreDB', 'one').verify();
  });

  it('waits when the history ends before what the read models have seen: it lags, or was restored (D5)', async () => {
    const { store, readModels, process } = world();
    await readModels.ensure(COMPLAINANTS);
    const lease = await readModels.acquireLease(NAME, 'somebody', 1_000);
    if (lease === undefined) throw new Error('the lease is free');
    await happened(store, 'one');
    const longer = new MemoryEventStore();
    await happened(longer, 'one');
    const position = await happened(longer, 'two');
    await readModels.saveCheckpoint(NAME, { position, event: idOf('two') }, lease);
    const behind = process('SQLite', 'one').ready();
    await expect(behind).rejects.toThrow(EventStoreUnavailable);
    await expect(behind).rejects.toThrow(/earlier backup/);
    await process('SQLite', 'one', longer).ready();
  });

  it('D5: what is projected while the end of the history is looked up is no history that got shorter', async () => {
    const { store, readModels, process } = world();
    const bear = bearingWitness(readModels);
    await happened(store, 'one');
    const endOf = store.head.bind(store);
    Object.assign(store, {
      head: async () => {
        const head = await endOf();
        const event = await store.at(await happened(store, 'two'));
        if (event !== undefined) await bear(event);
        return head;
      },
    });
    await process('SQLite', 'one').ready();
    expect((await witnessOf(readModels))?.event).toBe(idOf('two'));
  });

  it.each([NAME, PROCESS])(
    'D5 is refused when the history has another event where %s stands: it was restored, and went on',
    async (checkpoint) => {
      const { store, readModels, process } = world();
      const lease = await readModels.acquireLease(checkpoint, 'somebody', 1_000);
      if (lease === undefined) throw new Error('the lease is free');
      await happened(store, 'one');
      const position = await happened(store, 'two');
      await readModels.saveCheckpoint(checkpoint, { position, event: idOf('two') }, lease);
      await process('SQLite', 'one').ready();
      const restored = new MemoryEventStore();
      await happened(restored, 'one');
      await happened(restored, 'another two');
      await happened(restored, 'three');
      await expect(process('SQLite', 'one', restored).ready()).rejects.toThrow(
        /restored from an earlier backup/,
      );
      await process('SQLite', 'one').ready();
    },
  );

  it('warns of a clock that is wrong, once', async () => {
    const { store, readModels, timing, said } = world();
    const log = { ...silentLogger, warn: (_facts: object, message: string): void => void said.push(message) };
    const anHourAgo = () => Promise.resolve(instantOf(NOON - 3_600_000));
    const elsewhere = Object.assign(readModels, { clock: anHourAgo });
    const { ready } = createReadiness({
      ...{
        store,
        readModels: elsewhere,
        eventStore: 'SQLite',
        pepper: 'one',
        checkpoints: [],
        now,
        timing,
        log,
      },
    });
    await ready();
    await timing.advance(600);
    await ready();
    expect(said).toEqual([expect.stringContaining('clock is wrong')]);
  });

  it('is noted anew when the read models were lost, and then still refused to strangers', async () => {
    const { readModels, said, process } = world();
    const survivor = process('SQLite', 'one');
    await survivor.ready();
    await readModels.drop(ORIGIN);
    expect(said).toEqual([]);
    await survivor.ready();
    expect(said).toEqual(['the read models have lost everything; they are filled again from the history']);
    await expect(process('SQLite', 'two').ready()).rejects.toThrow(ForeignReadModels);
  });

  it('ends when the read models have become those of somebody else', async () => {
    const { readModels, process } = world();
    const survivor = process('SQLite', 'one');
    await survivor.ready();
    await readModels.drop(ORIGIN);
    await process('SQLite', 'two').ready();
    await expect(survivor.ready()).rejects.toThrow(ForeignReadModels);
    await expect(survivor.verify()).rejects.toThrow(ForeignReadModels);
  });

  it('asks the servers once for all who ask at the same time', async () => {
    const { readModels, timing } = world();
    let heads = 0;
    const store = new MemoryEventStore();
    const counting = Object.assign(store, {
      head: () => {
        heads += 1;
        return MemoryEventStore.prototype.head.call(store);
      },
    });
    const log = silentLogger;
    const { verify, ready } = createReadiness({
      store: counting,
      readModels,
      eventStore: 'SQLite',
      pepper: 'one',
      checkpoints: [],
      now,
      timing,
      log,
    });
    await verify();
    heads = 0;
    await Promise.all(Array.from({ length: 100 }, () => ready()));
    expect(heads).toBe(1);
    await ready();
    expect(heads).toBe(2);
  });
});
