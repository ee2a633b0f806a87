import { describe, expect, it } from 'vitest';
import { EventStoreUnavailable } from './event-store.ts';
import { commandId } from './ids.ts';
import { streamName } from './primitives.ts';
import { stream, morning, type Request, deposit, bank, storeWith } from './testing/bank.ts';

const withdraw = (amount: number, more: Partial<Request> = {}): Request =>
  deposit(amount, `withdraw ${amount}`, { command: { type: 'Withdraw', data: { amount } }, ...more });

describe('repeating a command', () => {
  it('answers with what the first one recorded, however much happened since', async () => {
    const { handle, store } = bank();
    const first = await handle(deposit(5));
    await handle(deposit(7));
    const again = await handle(deposit(5));
    expect(again).toMatchObject({ outcome: 'repeated', state: { balance: 12 }, revision: 0n });
    expect(again).toMatchObject({ events: 'events' in first && first.events });
    expect(again.position).toBe(first.position);
    expect(await store.readStream(stream)).toHaveLength(2);
  });

  it('is recognised before If-Match is looked at', async () => {
    const { handle } = bank();
    await handle(deposit(5, 'a', { expectedRevision: 'no-stream' }));
    expect(await handle(deposit(5, 'a', { expectedRevision: 'no-stream' }))).toMatchObject({
      outcome: 'repeated',
    });
  });

  it.each([
    ['other data', deposit(6, 'a')],
    ['another time', deposit(5, 'a', { happenedAt: morning })],
    ['another type', withdraw(5, { commandId: commandId('a') })],
    ['another stream', deposit(5, 'a', { stream: streamName('account', '2') })],
  ])('is refused when the same id comes with %s', async (_name, other) => {
    const { handle, store } = bank();
    await handle(deposit(5, 'a'));
    expect(await handle(other)).toMatchObject({ outcome: 'commandIdReused' });
    expect(await store.readAll(await store.head(), 1)).toEqual([]);
    expect(await store.readStream(other.stream)).toHaveLength(other.stream === stream ? 1 : 0);
  });

  it('happens once when twins arrive together', async () => {
    const { handle, store } = bank();
    const results = await Promise.all([1, 2, 3].map(() => handle(deposit(5, 'twin'))));
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'repeated', 'repeated']);
    expect(await store.readStream(stream)).toHaveLength(1);
  });

  it('tells twins with different content apart, even when they arrive together', async () => {
    const { handle } = bank();
    const results = await Promise.all([handle(deposit(5, 'twin')), handle(deposit(6, 'twin'))]);
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'commandIdReused']);
  });

  it.each([
    ['was written', true],
    ['was not written', false],
  ])('is safe when the store failed and nobody knows that the append %s', async (_name, written) => {
    let failures = 1;
    const store = storeWith((inner) => ({
      append: async (...args) => {
        if (failures === 0 || written) await inner.append(...args);
        if (failures-- > 0) throw new EventStoreUnavailable('connection lost');
        return inner.append(...args);
      },
    }));
    const { handle } = bank(store);
    await expect(handle(deposit(5))).rejects.toBeInstanceOf(EventStoreUnavailable);
    expect(await handle(deposit(5))).toMatchObject({ state: { balance: 5 }, revision: 0n });
    expect(await store.readStream(stream)).toHaveLength(1);
  });
});
