import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { createCommandHandler } from './command-handling.ts';
import { unkeyedSeal } from './command-seal.ts';
import { commandId, eventId } from './ids.ts';
import { instant, revision, type LocalDate } from './primitives.ts';
import { account } from './testing/account.fixture.ts';
import { MemoryEventStore } from './testing/memory-event-store.ts';
import { runs } from './testing/thoroughness.ts';
import { stream, codec, morning, type Request, deposit, bank, storeWith } from './testing/bank.ts';

const withdraw = (amount: number, more: Partial<Request> = {}): Request =>
  deposit(amount, `withdraw ${amount}`, { command: { type: 'Withdraw', data: { amount } }, ...more });

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
        procedure: (_now, { balance }) => `balance-${balance}@1`,
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
      previousHash: expect.stringMatching(/^[0-9a-f]{64}$/),
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
    await handle(deposit(4));
    await handle(deposit(1));
    const results = await Promise.all([handle(withdraw(3)), handle(withdraw(4))]);
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'refused']);
    // The last one that was known is read again, as a mark.
    expect(reads).toEqual([0n, 0n, 0n, 0n, 1n]);
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
    const handle = createCommandHandler({ store, codec, decider: account, clock, seal: unkeyedSeal });
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
        await Promise.all(requests.map((request) => handle(request)));
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
