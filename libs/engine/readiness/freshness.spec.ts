import { describe, expect, it } from 'vitest';
import { EventStoreUnavailable, type Position } from '#event-sourcing';
import { assertReached, createFreshness, NotCaughtUp, UnknownPosition } from './freshness.ts';

const at = (place: number): Position => String(place).padStart(19, '0') as Position;

/** A server whose node answers up to `head`; one that is asked whether it reaches a position may catch up by that. */
function world(head: number) {
  const node = { head, connection: 1, asked: 0, catchesUp: true };
  const store = {
    head: () => Promise.resolve(at(node.head)),
    connections: () => node.connection,
    reaches: (position: Position) => {
      node.asked += 1;
      if (node.catchesUp) node.head = Math.max(node.head, Number(position));
      return Promise.resolve(at(node.head) >= position);
    },
  };
  /** Refuses what the node does not hold. */
  const look = (place: number) => () => Promise.resolve(node.head >= place ? 'accepted' : 'refused');
  return { node, store, look, fresh: createFreshness(store) };
}
const accepted = (result: string): boolean => result === 'accepted';

describe('a refusal that rests on what was read', () => {
  it('D10 is asked again where the sender builds on something later, and then accepted', async () => {
    const { node, fresh, look } = world(3);
    expect(await fresh.settled(look(5), accepted, at(5))).toBe('accepted');
    expect(node.asked).toBe(1);
  });

  it('D10 is asked again where this process has been told of something later', async () => {
    const { fresh, look } = world(3);
    fresh.saw(at(5));
    expect(await fresh.settled(look(5), accepted)).toBe('accepted');
  });

  it('D10 is final beside others who write all the time: what is told while it is asked for holds nothing up', async () => {
    const { node, fresh } = world(3);
    fresh.saw(at(5));
    const looking = (): Promise<string> => {
      node.head += 10;
      fresh.saw(at(node.head));
      return Promise.resolve('refused');
    };
    expect(await fresh.settled(looking, accepted)).toBe('refused');
    expect(node.asked).toBe(1);
  });

  it('D10 is none while the node stays behind: an outage, which passes', async () => {
    const { node, fresh, look } = world(3);
    node.catchesUp = false;
    const attempt = fresh.settled(look(5), accepted, at(5));
    await expect(attempt).rejects.toBeInstanceOf(NotCaughtUp);
    await expect(attempt).rejects.toBeInstanceOf(EventStoreUnavailable);
  });

  it('D10 is final without asking where nothing later is known, and where this connection has shown as much', async () => {
    const { node, fresh, look } = world(3);
    expect(await fresh.settled(look(9), accepted)).toBe('refused');
    expect(
      await fresh.settled(
        () => Promise.resolve('recorded'),
        () => at(5),
      ),
    ).toBe('recorded');
    fresh.saw(at(5));
    expect(await fresh.settled(look(9), accepted)).toBe('refused');
    expect(node.asked).toBe(0);
    expect(await fresh.settled(look(9), accepted, at(7))).toBe('refused');
    expect(await fresh.settled(look(9), accepted, at(7))).toBe('refused');
    expect(node.asked).toBe(1);
  });

  it('D10 counts for nothing over a connection that was made meanwhile', async () => {
    const { node, fresh, look } = world(3);
    await fresh.settled(
      () => Promise.resolve('recorded'),
      () => at(3),
    );
    let looked = 0;
    const result = await fresh.settled(() => {
      looked += 1;
      // The first look meets another node, which has less.
      if (looked === 1) node.connection += 1;
      return Promise.resolve(looked === 1 ? 'refused' : 'accepted');
    }, accepted);
    expect([result, node.asked]).toEqual(['accepted', 1]);
    node.catchesUp = false;
    const breaking = (): Promise<string> => {
      node.connection += 1;
      return look(9)();
    };
    await expect(fresh.settled(breaking, accepted)).rejects.toBeInstanceOf(NotCaughtUp);
  });

  it('D10 rests on a file that is never old, whatever was told; a position beyond its end is none', async () => {
    const store = { head: () => Promise.resolve(at(3)) };
    const fresh = createFreshness(store);
    fresh.saw(at(9));
    expect(await fresh.settled(() => Promise.resolve('refused'), accepted)).toBe('refused');
    expect(await fresh.settled(() => Promise.resolve('refused'), accepted, at(3))).toBe('refused');
    const beyond = fresh.settled(() => Promise.resolve('refused'), accepted, at(4));
    await expect(beyond).rejects.toBeInstanceOf(UnknownPosition);
    await expect(assertReached(store, at(3))).resolves.toBeUndefined();
  });
});
