import { describe, expect, it } from 'vitest';
import { createCodec } from './codec.ts';
import { StreamFault } from './damage.ts';
import { decodeHistory, readWhole } from './history.ts';
import { commandId, eventId } from './ids.ts';
import { revision, streamName, type CanonicalJson, type Position } from './primitives.ts';
import { EVENT_SET_ASIDE, mendingContracts, type EventSetAside } from './set-aside.ts';
import type { StoredEvent } from './event-store.ts';
import { accountContracts, type AccountEvent } from './testing/account.fixture.ts';
import { eventOf } from './testing/decider-specification.ts';

const codec = createCodec<AccountEvent>([...accountContracts, ...mendingContracts]);
const stream = streamName('account', '1');

/** As it stands at a revision of the stream; what is not said is a deposit of ours. */
const at = (place: number, more: Partial<StoredEvent> = {}): StoredEvent => ({
  ...codec.encode(eventOf({ type: 'Deposited', data: { amount: 1 } }), eventId(commandId('at', place), 0)),
  ...{ stream, revision: revision(place), position: `position ${String(place)}` as Position },
  ...more,
});
const text = (bytes: string) => bytes as CanonicalJson;

const foreign = (place: number): StoredEvent => at(place, { type: 'Theirs', metadata: text('{}') });
const unreadable = (place: number): StoredEvent => at(place, { data: text('{"amount":') });
const aside = (place: number, what: StoredEvent, finding: EventSetAside['finding']): StoredEvent => {
  const { id, revision: where } = what;
  const data = { revision: where.toString(), event: id, finding, reason: 'Not ours.' };
  return at(place, { type: EVENT_SET_ASIDE, data: text(JSON.stringify(data)) });
};

const told = (stored: readonly StoredEvent[], from = 0) => {
  const { events, damage } = decodeHistory(codec, stored, revision(from));
  return {
    events: events.map((event) => Number(event.revision)),
    damage: damage.map(({ finding, revision: where }) => `${finding} ${String(where)}`),
  };
};

describe('D15 the history of a stream', () => {
  it('is told as far as it can be read, and is whole where nothing is wrong', () => {
    expect(told([at(0), at(1)])).toEqual({ events: [0, 1], damage: [] });
    expect(told([at(4), at(5)], 4)).toEqual({ events: [4, 5], damage: [] });
    expect(told([])).toEqual({ events: [], damage: [] });
  });

  it('lacks what is missing at its beginning or within it, by the first revision that is', () => {
    expect(told([at(2), at(3)])).toEqual({ events: [2, 3], damage: ['missing-events 0'] });
    expect(told([at(0), at(3), at(5)])).toEqual({
      ...{ events: [0, 3, 5], damage: ['missing-events 1', 'missing-events 4'] },
    });
  });

  it('holds what is not ours, and what is and says nothing any more, each by its place', () => {
    expect(told([at(0), foreign(1), unreadable(2), at(3)])).toEqual({
      ...{ events: [0, 3], damage: ['foreign-event 1', 'unreadable-event 2'] },
    });
    const { damage } = decodeHistory(codec, [foreign(0)]);
    expect(damage).toEqual([
      {
        ...{ stream, finding: 'foreign-event', revision: 0n, position: 'position 0' },
        ...{ eventId: foreign(0).id, type: 'Theirs' },
      },
    ]);
  });

  it('goes on without what was set aside there, and with nothing else', () => {
    for (const [what, finding] of [
      [foreign(0), 'foreign-event'],
      [unreadable(0), 'unreadable-event'],
    ] as const) {
      expect(told([what, aside(1, what, finding)])).toEqual({ events: [1], damage: [] });
      const elsewhere = aside(2, { ...what, revision: revision(1) }, finding);
      expect(told([what, at(1), elsewhere]).damage).toEqual([`${finding} 0`]);
      const another = aside(2, { ...what, id: at(9).id }, finding);
      expect(told([what, at(1), another]).damage).toEqual([`${finding} 0`]);
    }
  });

  it('is not mended by words where events are missing', () => {
    expect(told([at(1), aside(2, at(0), 'foreign-event')]).damage).toEqual(['missing-events 0']);
  });

  it('is given whole or not at all', async () => {
    const reading = (...stored: StoredEvent[]) =>
      readWhole({ readStream: () => Promise.resolve(stored) }, codec, stream);
    expect(await reading(at(0), at(1))).toHaveLength(2);
    await expect(reading(at(0), unreadable(1))).rejects.toMatchObject({
      ...{ name: 'StreamFault', damage: { stream, finding: 'unreadable-event', revision: 1n } },
    });
    await expect(reading(at(1))).rejects.toBeInstanceOf(StreamFault);
  });
});
