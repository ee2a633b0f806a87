import { describe, expect, it } from 'vitest';
import { EventStoreUnavailable } from '#event-sourcing';
import { MemoryEventStore, swiftTiming } from '#event-sourcing/testing';
import { migrateHistory } from './migrate.ts';
import { source, sameLog, behind } from './testing/histories.ts';

describe('a target that is away', () => {
  const away = () => Promise.reject(new EventStoreUnavailable('The server cannot be reached.'));

  it('is asked again, and the outage is told once', async () => {
    const [from, to, timing] = [await source(), new MemoryEventStore(), swiftTiming()];
    let failures = 5;
    const target = behind(to, {
      append: (...append) => ((failures -= 1) >= 0 ? away() : to.append(...append)),
    });
    const outages: string[] = [];
    await migrateHistory(from, target, { timing, onOutage: ({ message }) => outages.push(message) });
    await sameLog(from, to);
    expect(outages).toEqual(['The server cannot be reached.']);
    expect(timing.now()).toBeGreaterThan(1_000);
  });

  it('for too long ends the copy, and the next call goes on', async () => {
    const [from, to, timing] = [await source(), new MemoryEventStore(), swiftTiming()];
    let left = 2;
    const target = behind(to, { append: (...append) => ((left -= 1) >= 0 ? to.append(...append) : away()) });
    const migrating = migrateHistory(from, target, { timing });
    await expect(migrating).rejects.toBeInstanceOf(EventStoreUnavailable);
    await expect(migrating).rejects.toThrow(
      'The server cannot be reached. Given up after 60 s; nothing is lost: run the same command again to go on.',
    );
    expect(timing.now()).toBe(60_000);
    expect(await migrateHistory(from, to)).toMatchObject({ alreadyThere: 2, copied: 4 });
    await sameLog(from, to);
  });

  it('from the start is told at once', async () => {
    const timing = swiftTiming();
    const target = behind(new MemoryEventStore(), { readStream: away });
    await expect(migrateHistory(await source(), target, { timing })).rejects.toThrow(
      /^The server cannot be reached.$/,
    );
    expect(timing.now()).toBe(0);
  });

  it('does not keep anybody who wants to stop', async () => {
    const stopping = new AbortController();
    const migrating = migrateHistory(await source(), behind(new MemoryEventStore(), { append: away }), {
      signal: stopping.signal,
      onOutage: () => {
        stopping.abort();
      },
    });
    await expect(migrating).rejects.toMatchObject({ name: 'AbortError' });
  });
});
