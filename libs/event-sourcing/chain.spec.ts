import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { bytesToHash, eventHash, streamHash } from './chain.ts';
import type { EventStore, StoredEvent } from './event-store.ts';
import { revision, type EventId, type Position, type StreamName } from './primitives.ts';
import { bank, codec, deposit, stream, storeWith } from './testing/bank.ts';

const namedBy = (stored: StoredEvent | undefined): string | undefined =>
  stored && codec.decode(stored).metadata.previousHash;

/** As a stranger would write it, by the documentation alone. */
function byHand(event: StoredEvent): string {
  const hash = createHash('sha256');
  for (const part of [
    event.stream,
    event.revision.toString(),
    event.id,
    event.type,
    event.data,
    event.metadata,
  ]) {
    const bytes = Buffer.from(part, 'utf8');
    hash.update(`${String(bytes.length)}:`);
    hash.update(bytes);
    hash.update(',');
  }
  return hash.digest('hex');
}

async function chainOf(store: EventStore) {
  const stored = await store.readStream(stream);
  return {
    names: stored.map(namedBy),
    expected: stored.map((_, index) => {
      const before = stored[index - 1];
      return before === undefined ? streamHash(stream) : byHand(before);
    }),
  };
}

describe('D15 the chain of a stream', () => {
  it('has every event name the stored bytes of the one before it, the first one the stream', async () => {
    const { handle, store } = bank();
    await handle(deposit(5, 'a', { begins: true }));
    await handle(deposit(6, 'b', { command: { type: 'Deposit', data: { amount: 6 } } }));
    for (let index = 0; index < 40; index += 1) await handle(deposit(1, `more ${String(index)}`));
    const { names, expected } = await chainOf(store);
    expect(names).toHaveLength(42);
    expect(names).toEqual(expected);
  });

  it('goes on behind what was recorded without it', async () => {
    const before = codec.encode(await withoutChain(), '00000000-0000-4000-8000-000000000002' as EventId);
    const { handle, store } = bank();
    await store.append(stream, 'no-stream', [before]);
    await handle(deposit(7));
    const { names, expected } = await chainOf(store);
    expect(names).toEqual([undefined, expected[1]]);
  });

  it('holds when several are first at once, and when an append is sent again', async () => {
    let sendTwice = true;
    const store = storeWith((inner) => ({
      append: async (...append) => {
        const first = await inner.append(...append);
        sendTwice = !sendTwice;
        return sendTwice ? first : inner.append(...append);
      },
    }));
    const { handle } = bank(store);
    await Promise.all([1, 2, 3, 4, 5].map((amount) => handle(deposit(amount))));
    const { names, expected } = await chainOf(store);
    expect(names).toHaveLength(5);
    expect(names).toEqual(expected);
  });

  it('costs no read', async () => {
    let reads = 0;
    const store = storeWith((inner) => ({
      readStream: (...args) => {
        reads += 1;
        return inner.readStream(...args);
      },
    }));
    const { handle } = bank(store);
    await handle(deposit(1, 'a', { begins: true }));
    expect(reads).toBe(0);
    await handle(deposit(2));
    expect(reads).toBe(1);
  });
});

describe('D15 what is hashed of an event', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 });
  const placed = fc.record({ stream: text, id: text, type: text, data: text, metadata: text, at: fc.nat() });
  const of = ({
    at,
    ...parts
  }: typeof placed extends fc.Arbitrary<infer Value> ? Value : never): StoredEvent =>
    ({ ...parts, revision: revision(at), position: '1' as Position }) as unknown as StoredEvent;

  it('tells events apart wherever one part ends and the next begins', () => {
    fc.assert(
      fc.property(placed, placed, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(bytesToHash(of(one)) === bytesToHash(of(other))).toBe(same);
        expect(eventHash(of(one))).toBe(byHand(of(one)));
      }),
    );
  });

  it('is a published contract', () => {
    const event = of({ stream: 'case-ä', id: 'i', type: 'T', data: '{}', metadata: '{"m":1}', at: 7 });
    expect(bytesToHash(event)).toBe('7:case-ä,1:7,1:i,1:T,2:{},7:{"m":1},');
    expect(streamHash('case-ä' as StreamName)).toBe(createHash('sha256').update('7:case-ä,').digest('hex'));
  });
});

/** An event of a history that began before there was a chain. */
async function withoutChain() {
  const { handle, history } = bank();
  await handle(deposit(3));
  const [event] = await history();
  if (event === undefined) throw new Error('nothing was recorded');
  const { previousHash: _none, ...metadata } = event.metadata;
  return { ...event, metadata };
}
