import { describe, expect, it } from 'vitest';
import type { EventStore, StoredEvent, SubscriptionMessage } from '../event-store.ts';
import { commandId, eventId } from '../ids.ts';
import { canonicalJson } from '../canonical.ts';
import { BEGINNING, streamName, type Position } from '../primitives.ts';
import { MemoryEventStore } from '../testing/memory-event-store.ts';
import { simulatedTiming } from '../testing/simulated-timing.ts';
import { createFeed, type Feed } from './feed.ts';

/** A history that counts what is asked of it, and whose subscriptions a test may cut, or make late. */
function history() {
  const memory = new MemoryEventStore();
  const time = simulatedTiming();
  const asked = { subscribe: 0, readAll: 0, head: 0 };
  let late = 0;
  let cut = new AbortController();
  const store: Pick<EventStore, 'head' | 'readAll' | 'subscribe'> = {
    head: () => {
      asked.head += 1;
      return memory.head();
    },
    readAll: (...page) => {
      asked.readAll += 1;
      return memory.readAll(...page);
    },
    async *subscribe(options): AsyncGenerator<SubscriptionMessage> {
      asked.subscribe += 1;
      const signal = AbortSignal.any([options.signal, cut.signal]);
      for await (const message of memory.subscribe({ ...options, signal })) {
        if (late > 0) await time.sleep(late, signal);
        if (!signal.aborted) yield message;
      }
      if (cut.signal.aborted) yield { kind: 'dropped', reason: 'cut' };
    },
  };
  let written = 0;
  return {
    ...{ store, time, asked },
    feedOf: (compare?: () => Promise<void>) =>
      createFeed({ store, timing: time, log: { warn: () => undefined }, compare }),
    write: async (events: number): Promise<void> => {
      for (let index = 0; index < events; index += 1) {
        written += 1;
        const id = eventId(commandId('written', written), 0);
        const event = { id, type: 'Noted', data: canonicalJson({}), metadata: canonicalJson({}) };
        await memory.append(streamName('case', String(written)), 'no-stream', [event]);
      }
    },
    cut: () => {
      cut.abort();
      cut = new AbortController();
    },
    /** By how much the subscription is later than the log. */
    delay: (millis: number) => {
      late = millis;
    },
  };
}

/** Follows until the end of the test; `work` is what it does with each batch. */
function following(feed: Feed, after: Position, work: () => Promise<void> = () => Promise.resolve()) {
  const seen: StoredEvent[] = [];
  const batches: number[] = [];
  const stop = new AbortController();
  const running = (async () => {
    for await (const events of feed.follow(after, stop.signal)) {
      seen.push(...events);
      batches.push(events.length);
      await work();
    }
  })();
  const numbers = (): readonly number[] => seen.map(({ position }) => Number(position));
  return { numbers, batches, running, stop: () => (stop.abort(), running) };
}

const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1);

describe('the feed of a process', () => {
  it('is one subscription, however many follow it, and brings each of them everything after its place, once', async () => {
    const { feedOf, time, asked, write } = history();
    await write(5);
    const feed = feedOf();
    const early = following(feed, BEGINNING);
    const late = following(feed, '0000000000000000003' as Position);
    await time.advance(100);
    await write(3);
    await time.advance(100);
    const later = following(feed, BEGINNING);
    await write(2);
    await time.until(() => [early, late, later].every(({ numbers }) => numbers().at(-1) === 10));
    expect(early.numbers()).toEqual(upTo(10));
    expect(late.numbers()).toEqual(upTo(10).slice(3));
    expect(later.numbers()).toEqual(upTo(10));
    expect(asked.subscribe).toBe(1);
    await Promise.all([early.stop(), late.stop(), later.stop()]);
  });

  it('looks for the head when it begins and now and then, not for each batch', async () => {
    const { feedOf, time, asked, write } = history();
    const follower = following(feedOf(), BEGINNING);
    for (let round = 0; round < 20; round += 1) {
      await write(3);
      await time.advance(50);
    }
    expect(follower.numbers()).toEqual(upTo(60));
    expect(asked).toEqual({ subscribe: 1, readAll: 0, head: 1 });
    await follower.stop();
  });

  it('makes one batch of what comes within a moment, and does not let the first wait', async () => {
    const { feedOf, time, write } = history();
    const follower = following(feedOf(), BEGINNING);
    await time.advance(100);
    for (let round = 0; round < 10; round += 1) {
      await write(1);
      await time.advance(2);
    }
    await time.advance(100);
    expect(follower.batches).toEqual([1, 9]);
    await follower.stop();
  });

  it('does not let one who is slow, or fails, hold up the others', async () => {
    const { feedOf, time, write } = history();
    const feed = feedOf();
    const hanging = following(feed, BEGINNING, () => time.sleep(60_000));
    const failing = following(feed, BEGINNING, () => Promise.reject(new Error('a bug')));
    const failed = expect(failing.running).rejects.toThrow('a bug');
    const healthy = following(feed, BEGINNING);
    await time.advance(100);
    for (let round = 0; round < 5; round += 1) {
      await write(1_000);
      await time.advance(100);
    }
    expect(healthy.numbers()).toEqual(upTo(5_000));
    expect(hanging.batches).toHaveLength(1);
    await time.until(() => hanging.numbers().length === 5_000);
    expect(hanging.numbers()).toEqual(upTo(5_000));
    expect(Math.max(...hanging.batches)).toBeLessThanOrEqual(2_000);
    await failed;
    await time.through(Promise.all([hanging.stop(), healthy.stop()]));
  });

  it('goes on after a drop and after silence, without a gap or a repetition', async () => {
    const { feedOf, time, asked, write, cut, delay } = history();
    const follower = following(feedOf(), BEGINNING);
    await write(3);
    await time.advance(100);
    cut();
    await write(3);
    await time.until(() => follower.numbers().length === 6);
    delay(Number.MAX_SAFE_INTEGER);
    await write(3);
    await time.advance(2_400);
    delay(0);
    await time.until(() => follower.numbers().length === 9);
    expect(follower.numbers()).toEqual(upTo(9));
    expect(asked.subscribe).toBeGreaterThan(2);
    await follower.stop();
  });

  it('brings nothing twice to whoever has read further than the subscription has come', async () => {
    const { feedOf, time, write, delay } = history();
    const feed = feedOf();
    const first = following(feed, BEGINNING);
    await write(1);
    await time.advance(100);
    delay(500);
    await write(3);
    const second = following(feed, BEGINNING);
    await time.advance(100);
    expect(second.numbers()).toEqual(upTo(4));
    await time.until(() => first.numbers().length === 4);
    await write(1);
    await time.until(() => second.numbers().length >= 5);
    expect(second.numbers()).toEqual(upTo(5));
    await Promise.all([first.stop(), second.stop()]);
  });

  it('subscribes only to a history that is the one it was', async () => {
    const { feedOf, time, asked, write } = history();
    let same = false;
    const feed = feedOf(() => (same ? Promise.resolve() : Promise.reject(new Error('another history'))));
    const follower = following(feed, BEGINNING);
    await time.advance(1_000);
    await write(2);
    await time.advance(1_000);
    expect(asked.subscribe).toBe(0);
    same = true;
    await time.until(() => follower.numbers().length === 2);
    await follower.stop();
  });

  it('asks for nothing while nobody follows', async () => {
    const { feedOf, time, asked, write } = history();
    const feed = feedOf();
    const follower = following(feed, BEGINNING);
    await time.advance(100);
    await follower.stop();
    const before = { ...asked };
    await write(1);
    await time.advance(10_000);
    expect(asked).toEqual(before);
    const again = following(feed, BEGINNING);
    await time.until(() => again.numbers().length === 1);
    await again.stop();
  });
});
