import { describe, expect, it } from '@jest/globals';
import { EventStoreUnavailable } from '#event-sourcing';
import { MemoryEventStore } from '#event-sourcing/testing';
import { openSqliteReadModels } from '#read-models';
import { silentLogger } from './logger.ts';
import { createReadiness, ForeignReadModels, succeedsWithin, waitUntilReady } from './readiness.ts';

const never = new AbortController().signal;

function world() {
  const store = new MemoryEventStore();
  const readModels = openSqliteReadModels({ file: ':memory:' });
  return (eventStore: string, pepper: string) => createReadiness({ store, readModels, eventStore, pepper });
}

describe('readiness', () => {
  it('is there for every process with the same history and the same data folder', async () => {
    const process = world();
    await Promise.all([process('SQLite', 'one').ready(), process('SQLite', 'one').ready()]);
    const later = process('SQLite', 'one');
    await later.ready();
    await later.ready();
  });

  it('is refused when the read models were made from another kind of history (D5: positions would mean nothing)', async () => {
    const process = world();
    await process('SQLite', 'one').verify();
    const moved = process('EventStoreDB', 'one');
    await expect(moved.verify()).rejects.toThrow(ForeignReadModels);
    await expect(moved.ready()).rejects.toThrow(/from a history in SQLite.*another database/s);
    await process('SQLite', 'one').ready();
  });

  it('is refused to a process with a data folder of its own (INT-10: a complainant would have two fingerprints)', async () => {
    const process = world();
    await process('EventStoreDB', 'one').verify();
    const stranger = process('EventStoreDB', 'two').ready();
    await expect(stranger).rejects.toThrow(/same data folder/);
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
    expect(await succeedsWithin(20, () => new Promise(() => undefined))).toBe(false);
  });
});
