import { describe, expect, it } from '@jest/globals';
import { EventStoreUnavailable } from '#event-sourcing';
import { MemoryEventStore } from '#event-sourcing/testing';
import { openSqliteReadModels } from '#read-models';
import { silentLogger } from './logger.ts';
import { createReadiness, ForeignReadModels, ORIGIN, succeedsWithin, waitUntilReady } from './readiness.ts';

const never = new AbortController().signal;

function world() {
  const store = new MemoryEventStore();
  const readModels = openSqliteReadModels({ file: ':memory:' });
  const said: string[] = [];
  const log = { ...silentLogger, warn: (_facts: object, message: string): void => void said.push(message) };
  const process = (eventStore: string, pepper: string) =>
    createReadiness({ store, readModels, eventStore, pepper, log });
  return { readModels, said, process };
}

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
    const { readModels } = world();
    let heads = 0;
    const store = new MemoryEventStore();
    const counting = Object.assign(store, {
      head: () => {
        heads += 1;
        return MemoryEventStore.prototype.head.call(store);
      },
    });
    const log = silentLogger;
    const { ready } = createReadiness({
      store: counting,
      readModels,
      eventStore: 'SQLite',
      pepper: 'one',
      log,
    });
    await Promise.all(Array.from({ length: 100 }, () => ready()));
    expect(heads).toBe(1);
    await ready();
    expect(heads).toBe(2);
  });

  it('waits for servers that are away, says so, and says when they are back', async () => {
    const said: string[] = [];
    const note = (_facts: object, message: string): void => void said.push(message);
    const log = { ...silentLogger, warn: note, info: note };
    let failures = 2;
    const ready = () =>
      failures-- > 0 ? Promise.reject(new EventStoreUnavailable('connection refused')) : Promise.resolve();
    await waitUntilReady(ready, log, never);
    expect(said).toEqual([
      'waiting for a server that is away',
      'waiting for a server that is away',
      'the servers answer; going on',
    ]);
  });

  it('does not wait for what waiting cannot mend, nor after it was told to stop', async () => {
    const foreign = () => Promise.reject(new ForeignReadModels('not ours'));
    await expect(waitUntilReady(foreign, silentLogger, never)).rejects.toThrow('not ours');
    const stopping = new AbortController();
    const away = () => {
      stopping.abort();
      return Promise.reject(new EventStoreUnavailable('away'));
    };
    await waitUntilReady(away, silentLogger, stopping.signal);
  });

  it('is denied within the time of a health check when a server says nothing', async () => {
    expect(await succeedsWithin(1_000, () => Promise.resolve())).toBe(true);
    expect(await succeedsWithin(1_000, () => Promise.reject(new EventStoreUnavailable('away')))).toBe(false);
    const why: string[] = [];
    const tell = (reason: string): void => void why.push(reason);
    expect(await succeedsWithin(20, () => new Promise(() => undefined), tell)).toBe(false);
    expect(await succeedsWithin(20, () => Promise.reject(new Error('disk full')), tell)).toBe(false);
    expect(why).toEqual(['no answer within 20 ms', 'disk full']);
  });
});
