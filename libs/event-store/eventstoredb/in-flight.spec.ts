import { describe, expect, it } from 'vitest';
import { EventStoreUnavailable } from '#event-sourcing';
import { turns } from '#event-sourcing/testing';
import { InFlight } from './in-flight.ts';

/** Work that ends when the test says so. */
function appends(inFlight: InFlight, count: number) {
  const begun: number[] = [];
  const ends: { readonly resolve: () => void; readonly reject: (reason: unknown) => void }[] = [];
  const results = Array.from({ length: count }, (_, number) =>
    inFlight.run(() => {
      begun.push(number);
      return new Promise<void>((resolve, reject) => ends.push({ resolve, reject }));
    }),
  );
  return { begun, ends, all: Promise.allSettled(results) };
}

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, number) => number);

describe('appends under way', () => {
  it('are never more than 64; the others come in their order, each when one has ended', async () => {
    const { begun, ends, all } = appends(new InFlight(), 200);
    await turns();
    expect(begun).toEqual(numbers(64));
    ends[63]?.resolve();
    ends[0]?.reject(new Error('refused'));
    await turns();
    expect(begun).toEqual(numbers(66));
    for (let at = 0; at < 200; at += 1) {
      ends[at]?.resolve();
      await turns();
      expect(begun.length).toBeLessThanOrEqual(Math.min(200, 66 + at));
    }
    expect(begun).toEqual(numbers(200));
    expect((await all).map(({ status }) => status)).toEqual(
      numbers(200).map((number) => (number === 0 ? 'rejected' : 'fulfilled')),
    );
  });

  it('fail with the first that finds the server away, and do not wait for its time-outs one after the other', async () => {
    const inFlight = new InFlight();
    const { begun, ends, all } = appends(inFlight, 100);
    await turns();
    const away = new EventStoreUnavailable('nobody answers');
    ends[0]?.reject(away);
    for (let at = 1; at < 64; at += 1) ends[at]?.resolve();
    const results = await all;
    expect(begun).toEqual(numbers(64));
    expect(results[0]).toEqual({ status: 'rejected', reason: away });
    expect(results.slice(64)).toEqual(Array(36).fill({ status: 'rejected', reason: away }));
    expect(await inFlight.run(() => Promise.resolve('there again'))).toBe('there again');
  });
});
