import { describe, expect, it } from 'vitest';
import {
  BEGINNING,
  EventIdConflict,
  EventStoreUnavailable,
  revision,
  type EventStore,
  type Position,
} from '#event-sourcing';
import { MemoryEventStore } from '#event-sourcing/testing';
import { openSqliteEventStore } from './sqlite-event-store.ts';
import { event, events, stream, useFolder } from './testing/noted.ts';

const place = useFolder();

/** What reading says that counting should say, for every position there is. */
async function expectExactCounts(store: EventStore): Promise<void> {
  const log = await store.readAll(BEGINNING, 10_000);
  const counts: (number | undefined)[] = [];
  for (const after of [BEGINNING, ...log.map(({ position }) => position)]) {
    counts.push(await store.countAfter?.(after));
  }
  expect(counts).toEqual(Array.from({ length: log.length + 1 }, (_, index) => log.length - index));
}

describe.each([
  ['SQLite', () => openSqliteEventStore({ file: place.file })],
  ['memory', () => new MemoryEventStore()],
])('counting the events after a position (%s)', (_name, open) => {
  it('is exact, also after appends that wrote nothing', async () => {
    const store = open();
    await expectExactCounts(store);
    const [first, second] = [events(3), events(2)];
    await store.append(stream('a'), 'no-stream', first);
    await store.append(stream('a'), 'no-stream', first);
    await store.append(stream('a'), 'no-stream', events(1));
    await expect(store.append(stream('b'), 'no-stream', [event(), ...first])).rejects.toThrow(
      EventIdConflict,
    );
    await store.append(stream('b'), 'no-stream', second);
    await store.append(stream('a'), revision(2), events(4));
    await expectExactCounts(store);
    expect(await store.countAfter?.(BEGINNING)).toBe(9);
    await store.close();
  });

  it('is nothing after a position that the store has not reached', async () => {
    const store = open();
    await store.append(stream('a'), 'no-stream', events(2));
    expect(await store.countAfter?.('0000000000000000007' as Position)).toBe(0);
    await store.close();
  });

  it('is refused by a closed store', async () => {
    const store = open();
    await store.close();
    await expect(store.countAfter?.(BEGINNING)).rejects.toBeInstanceOf(EventStoreUnavailable);
  });
});

describe('counting in a file', () => {
  it('sees what another connection appended', async () => {
    const [one, other] = [
      openSqliteEventStore({ file: place.file }),
      openSqliteEventStore({ file: place.file }),
    ];
    await one.append(stream('a'), 'no-stream', events(3));
    await Promise.all([
      one.append(stream('b'), 'no-stream', events(2)),
      other.append(stream('c'), 'no-stream', events(2)),
    ]);
    await expectExactCounts(one);
    await expectExactCounts(other);
    await one.close();
    await other.close();
  });

  it('does not take a position that the store never handed out', async () => {
    const store = openSqliteEventStore({ file: place.file });
    await expect(store.countAfter?.('7' as Position)).rejects.toThrow(
      'not a position of this event store: 7',
    );
    await store.close();
  });
});
