import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { createCodec } from './codec.ts';
import { createCommandHandler } from './command-handling.ts';
import { unkeyedSeal } from './command-seal.ts';
import type { EventStore } from './event-store.ts';
import { commandId } from './ids.ts';
import { instant, streamName } from './primitives.ts';
import { account, accountContracts, type AccountEvent } from './testing/account.fixture.ts';
import { MemoryEventStore } from './testing/memory-event-store.ts';
import { runs } from './testing/thoroughness.ts';

const stream = streamName('account', '1');
const LONG = 60;

/** A handler that counts what it reads, on whichever store stands behind it at the time. */
function bank(remembered?: number) {
  const counted = { read: 0, store: new MemoryEventStore() as EventStore };
  const codec = createCodec<AccountEvent>(accountContracts);
  const store: EventStore = Object.assign(Object.create(counted.store) as EventStore, {
    append: (...args: Parameters<EventStore['append']>) => counted.store.append(...args),
    async readStream(...args: Parameters<EventStore['readStream']>) {
      const events = await counted.store.readStream(...args);
      counted.read += events.length;
      return events;
    },
  });
  const clock = () => instant('2026-09-01T09:00:00Z');
  const handle = createCommandHandler({
    seal: unkeyedSeal,
    ...{ store, codec, decider: account, clock },
    ...(remembered !== undefined && { remembered }),
  });
  const change = (type: 'Deposit' | 'Withdraw', amount: number, id: string, to = stream) =>
    handle({
      ...{ stream: to, command: { type, data: { amount } }, commandId: commandId(id) },
      ...{ actor: { id: 'u-1', role: 'agent' }, context: (now) => ({ now }) },
    });
  const fill = async (events = LONG): Promise<void> => {
    for (let index = 0; index < events; index += 1) await change('Deposit', 1, `fill ${String(index)}`);
  };
  return { counted, change, fill };
}

describe('commands for a busy stream', () => {
  it('read only what has come since, and see it', async () => {
    const { counted, change, fill } = bank();
    await fill();
    counted.read = 0;
    expect(await change('Deposit', 1, 'next')).toMatchObject({ state: { balance: LONG + 1 } });
    expect(counted.read).toBeLessThan(5);
  });

  it('D19 stay repeats, with what they recorded at first, however long ago', async () => {
    const { change, fill } = bank();
    const first = await change('Deposit', 7, 'the first');
    await fill();
    const again = await change('Deposit', 7, 'the first');
    expect(again).toMatchObject({ outcome: 'repeated', state: { balance: LONG + 7 } });
    expect([again].flatMap((each) => ('events' in each ? each.events : []))).toMatchObject(
      'events' in first ? first.events.map(({ type, data }) => ({ type, data })) : [],
    );
    expect(await change('Deposit', 8, 'the first')).toMatchObject({ outcome: 'commandIdReused' });
  });

  it('forget a state when another history stands there, as after a restore', async () => {
    const { counted, change, fill } = bank();
    await fill();
    const restored = bank();
    await restored.fill(40);
    counted.store = restored.counted.store;
    expect(await change('Withdraw', 50, 'too much')).toMatchObject({ outcome: 'refused' });
    expect(await change('Withdraw', 40, 'all')).toMatchObject({ outcome: 'accepted', state: { balance: 0 } });
  });

  it('keep no more streams than they may', async () => {
    const { counted, change, fill } = bank(1);
    await fill();
    const other = streamName('account', '2');
    for (let index = 0; index < LONG; index += 1) await change('Deposit', 1, `other ${String(index)}`, other);
    counted.read = 0;
    await change('Deposit', 1, 'next');
    expect(counted.read).toBe(LONG);
  });

  it('come to the same as without a memory, whatever is sent again', async () => {
    const sent = fc.record({
      type: fc.constantFrom('Deposit', 'Withdraw'),
      amount: fc.integer({ min: 0, max: 9 }),
      id: fc.integer({ min: 0, max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(sent, { minLength: 40, maxLength: 80 }), async (commands) => {
        const [remembering, forgetting] = [bank(), bank(0)];
        for (const { type, amount, id } of commands) {
          const of = ({ change }: ReturnType<typeof bank>) => change(type, amount, String(id));
          expect(await of(remembering)).toEqual(await of(forgetting));
        }
      }),
      { numRuns: runs(25) },
    );
  });
});
