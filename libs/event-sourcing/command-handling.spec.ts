import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { createCodec } from './codec.ts';
import { createCommandHandler } from './command-handling.ts';
import type { StreamCommand } from './command.ts';
import { EventStoreUnavailable, type EventStore } from './event-store.ts';
import { commandId, eventId } from './ids.ts';
import { instant, instantOf, millisOf, revision, streamName, type LocalDate } from './primitives.ts';
import {
  account,
  accountContracts,
  type Account,
  type AccountCommand,
  type AccountContext,
  type AccountEvent,
} from './testing/account.fixture.ts';
import { MemoryEventStore } from './testing/memory-event-store.ts';
import { runs } from './testing/thoroughness.ts';

const stream = streamName('account', '1');
const codec = createCodec<AccountEvent>(accountContracts);
const morning = instant('2026-09-01T09:00:00Z');

type Request = StreamCommand<Account, AccountCommand, AccountContext>;

const deposit = (amount: number, id = `deposit ${amount}`, more: Partial<Request> = {}): Request => ({
  stream,
  command: { type: 'Deposit', data: { amount } },
  commandId: commandId(id),
  actor: { id: 'u-1', role: 'agent' },
  context: (now) => ({ now }),
  ...more,
});
const withdraw = (amount: number, more: Partial<Request> = {}): Request =>
  deposit(amount, `withdraw ${amount}`, { command: { type: 'Withdraw', data: { amount } }, ...more });

/** A handler on a store of its own, with a clock that moves a minute at every look. */
function bank(store: EventStore = new MemoryEventStore(), maxAttempts?: number) {
  let time = millisOf(morning);
  const clock = () => instantOf((time += 60_000));
  const handle = createCommandHandler({
    store,
    codec,
    decider: account,
    clock,
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
  });
  const history = async () => (await store.readStream(stream)).map((stored) => codec.decode(stored));
  return { handle, store, history };
}

/** The memory store with one method changed. */
function storeWith(changes: (inner: EventStore) => Partial<EventStore>): EventStore {
  const inner = new MemoryEventStore();
  const port: EventStore = {
    append: (...args) => inner.append(...args),
    readStream: (...args) => inner.readStream(...args),
    readAll: (...args) => inner.readAll(...args),
    at: (position) => inner.at(position),
    identity: () => inner.identity(),
    head: () => inner.head(),
    subscribe: (options) => inner.subscribe(options),
    close: () => inner.close(),
  };
  return { ...port, ...changes(inner) };
}

describe('handling a command', () => {
  it('records what was decided and answers with the new state and place', async () => {
    const { handle, history } = bank();
    const result = await handle(deposit(5));
    expect(result).toMatchObject({ outcome: 'accepted', state: { balance: 5 }, revision: 0n });
    const [recorded] = await history();
    expect(recorded).toMatchObject({
      type: 'Deposited',
      data: { amount: 5 },
      id: eventId(commandId('deposit 5'), 0),
    });
    expect(result).toMatchObject({
      position: recorded?.position,
      events: [{ metadata: recorded?.metadata }],
    });
  });

  it('stamps the events with the circumstances of the command', async () => {
    const { handle, history } = bank();
    await handle(
      deposit(5, 'stamped', {
        happenedAt: '2026-08-31' as LocalDate,
        correlationId: 'c',
        causationId: 'e',
        procedure: ({ balance }) => `balance-${balance}@1`,
      }),
    );
    expect((await history())[0]?.metadata).toEqual({
      schemaVersion: 1,
      actor: { id: 'u-1', role: 'agent' },
      happenedAt: '2026-08-31',
      recordedAt: '2026-09-01T09:01:00.000Z',
      procedure: 'balance-0@1',
      commandId: commandId('stamped'),
      commandHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      $correlationId: 'c',
      $causationId: 'e',
    });
  });

  it('gives the decider the time that is recorded', async () => {
    const { handle, history } = bank();
    await handle(deposit(5));
    await handle(withdraw(2));
    const last = (await history()).at(-1);
    expect(last).toMatchObject({ data: { at: last?.metadata.recordedAt } });
  });

  it('passes a refusal on and records nothing', async () => {
    const { handle, store } = bank();
    expect(await handle(withdraw(3))).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'balance-too-low', rule: 'BANK-1' },
      revision: 'no-stream',
    });
    expect(await store.readStream(stream)).toEqual([]);
  });

  it('says unchanged, with the current place, when nothing had to change', async () => {
    const { handle, store } = bank();
    expect(await handle(deposit(0))).toMatchObject({
      outcome: 'unchanged',
      revision: 'no-stream',
      position: '',
    });
    await handle(deposit(5));
    const position = await store.head();
    expect(await handle(deposit(0))).toMatchObject({ outcome: 'unchanged', revision: 0n, position });
  });
});

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

describe('commands that meet', () => {
  it('decides again on the newer state, having read only what is new', async () => {
    const reads: unknown[] = [];
    const store = storeWith((inner) => ({
      readStream: (name, options) => {
        reads.push(options?.from);
        return inner.readStream(name, options);
      },
    }));
    const { handle } = bank(store);
    await handle(deposit(5));
    const results = await Promise.all([handle(withdraw(3)), handle(withdraw(4))]);
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'refused']);
    expect(reads).toEqual([0n, 0n, 0n, 1n]);
  });

  it('gives up after a bounded number of attempts', async () => {
    let appends = 0;
    const store = storeWith(() => ({
      append: () => {
        appends += 1;
        return Promise.resolve({ outcome: 'conflict', actual: 'no-stream' });
      },
    }));
    const { handle } = bank(store, 3);
    expect(await handle(deposit(5))).toMatchObject({ outcome: 'contended', attempts: 3 });
    expect(appends).toBe(3);
  });

  it('D11 never records an event before the one it follows, though the clock was set back', async () => {
    const store = new MemoryEventStore();
    const times = [
      instant('2026-09-01T10:00:00Z'),
      instant('2026-09-01T09:00:00Z'),
      instant('2026-09-01T11:00:00Z'),
    ];
    const clock = () => times.shift() ?? morning;
    const handle = createCommandHandler({ store, codec, decider: account, clock });
    for (const amount of [1, 2, 3]) await handle(deposit(amount));
    const recorded = (await store.readStream(stream)).map(
      (stored) => codec.decode(stored).metadata.recordedAt,
    );
    expect(recorded.map((at) => at.slice(11, 13))).toEqual(['10', '10', '11']);
  });

  it('says stale, with the actual revision, when the caller expected another one', async () => {
    const { handle } = bank();
    await handle(deposit(5));
    const stale = await handle(deposit(6, 'b', { expectedRevision: revision(3) }));
    expect(stale).toMatchObject({ outcome: 'stale', expected: 3n, revision: 0n });
    expect(await handle(deposit(6, 'b', { expectedRevision: revision(0) }))).toMatchObject({
      outcome: 'accepted',
    });
  });

  it('accepts only one of two callers who expected the same revision', async () => {
    const { handle } = bank();
    const both = [1, 2].map((amount) =>
      handle(deposit(amount, String(amount), { expectedRevision: 'no-stream' })),
    );
    expect((await Promise.all(both)).map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'stale']);
  });

  it('never overdraws and never counts twice, whatever is sent, repeated and sent at once', async () => {
    const wish = fc.record({
      in: fc.boolean(),
      amount: fc.integer({ min: 1, max: 9 }),
      copies: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(wish, { maxLength: 12 }), async (wishes) => {
        const { handle, history } = bank(undefined, 50);
        const requests = wishes.flatMap((each, index) => {
          const more = { commandId: commandId(index) };
          const request = each.in ? deposit(each.amount, '', more) : withdraw(each.amount, more);
          return Array.from({ length: each.copies }, () => request);
        });
        await Promise.all(requests.map(handle));
        const events = await history();
        expect(new Set(events.map(({ metadata }) => metadata.commandId)).size).toBe(events.length);
        let balance = 0;
        for (const event of events) {
          balance = account.evolve({ balance }, event).balance;
          expect(balance).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: runs(50) },
    );
  });
});
