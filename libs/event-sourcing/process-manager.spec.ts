import { describe, expect, it } from 'vitest';
import { createCodec } from './codec.ts';
import { createCommandHandler } from './command-handling.ts';
import { unkeyedSeal } from './command-seal.ts';
import { refuse } from './decider.ts';
import { createFeed } from './feed/feed.ts';
import { commandId } from './ids.ts';
import { BEGINNING, instant, streamName, type Position } from './primitives.ts';
import { deliver, NotYet, type CommandToSend, type ProcessManager } from './process-manager.ts';
import type { Checkpoint } from './read-model-store.ts';
import {
  account,
  accountContracts,
  type AccountCommand,
  type AccountEvent,
} from './testing/account.fixture.ts';
import { MemoryEventStore } from './testing/memory-event-store.ts';
import { simulatedTiming } from './testing/simulated-timing.ts';

const savings = streamName('account', 'savings');
const current = streamName('account', 'current');
const refused = streamName('account', 'refused');

/** Whenever money reaches the current account, one coin is saved. */
const saver: ProcessManager<AccountEvent, AccountCommand> = {
  name: 'saver',
  types: ['Deposited'],
  react: (event) =>
    event.type !== 'Deposited' || event.stream !== current
      ? []
      : [
          {
            stream: savings,
            command: { type: 'Deposit', data: { amount: 1 } },
            commandId: commandId('saver', event.id),
          },
        ],
  refused: (cause, { code }) => [
    {
      stream: refused,
      command: { type: 'Deposit', data: { amount: 1 } },
      commandId: commandId(code, cause.id),
    },
  ],
};

function bank() {
  const store = new MemoryEventStore();
  const time = simulatedTiming();
  const feed = createFeed({ store, timing: time, log: { warn: () => undefined } });
  const codec = createCodec<AccountEvent>(accountContracts);
  const clock = () => instant('2026-09-01T09:00:00Z');
  const handle = createCommandHandler({ store, codec, decider: account, clock, seal: unkeyedSeal });
  const send = async ({ stream, command, commandId }: CommandToSend<AccountCommand>) => {
    const actor = { id: 'saver', role: 'system' };
    const result = await handle({ stream, command, commandId, actor, context: (now) => ({ now }) });
    return result.outcome === 'refused' ? result.refusal : undefined;
  };
  const deposit = (amount: number) =>
    send({
      stream: current,
      command: { type: 'Deposit', data: { amount } },
      commandId: commandId('by hand', amount),
    });
  let saved: Position = BEGINNING;
  const checkpoint = {
    load: () => Promise.resolve(saved),
    save: ({ position }: Checkpoint) => Promise.resolve(void (saved = position)),
  };
  return { store, feed, time, codec, send, deposit, checkpoint };
}

describe('a process manager', () => {
  it('sends a command for what happened before and after it was started', async () => {
    const { store, feed, time, codec, send, deposit, checkpoint } = bank();
    await deposit(5);
    const stop = new AbortController();
    const running = deliver({ manager: saver, feed, codec, checkpoint, send, signal: stop.signal });
    await deposit(6);
    await time.until(async () => (await store.readStream(savings)).length === 2);
    stop.abort();
    await running;
  });

  it('sends again what was not settled, and the repeat is recognised', async () => {
    const { store, feed, time, codec, send, deposit, checkpoint } = bank();
    for (const amount of [5, 6, 7]) await deposit(amount);
    const stop = new AbortController();
    let left = 2;
    const fragile: typeof send = async (toSend) => {
      const refusal = await send(toSend);
      left -= 1;
      if (left === 0) throw new Error('killed after sending, before the checkpoint');
      return refusal;
    };
    const delivery = { manager: saver, feed, codec, checkpoint, signal: stop.signal };
    await expect(deliver({ ...delivery, send: fragile })).rejects.toThrow('killed');
    expect(await checkpoint.load()).toBe(BEGINNING);

    const running = deliver({ ...delivery, send });
    await time.until(async () => (await checkpoint.load()) >= (await store.head()));
    stop.abort();
    await running;
    expect(await store.readStream(savings)).toHaveLength(3);
  });

  it('waits with what is not yet, and sends nothing again that was settled before it', async () => {
    const { store, feed, time, codec, send, deposit, checkpoint } = bank();
    for (const amount of [5, 6, 7]) await deposit(amount);
    const [first, second, third] = (await store.readStream(current)).map(({ id }) => commandId('saver', id));
    const stop = new AbortController();
    const sent: string[] = [];
    let isEarly = true;
    const early: typeof send = async (toSend) => {
      sent.push(toSend.commandId);
      if (isEarly && toSend.commandId === second) throw new NotYet('too early');
      return send(toSend);
    };
    const delivery = { manager: saver, feed, codec, checkpoint, send: early, signal: stop.signal };
    await expect(deliver(delivery)).rejects.toThrow(NotYet);
    await expect(deliver(delivery)).rejects.toThrow(NotYet);

    isEarly = false;
    const running = deliver(delivery);
    await time.until(async () => (await checkpoint.load()) >= (await store.head()));
    stop.abort();
    await running;
    expect(sent).toEqual([first, second, second, second, third]);
  });

  it('sends something else when what it asked for was refused', async () => {
    const { store, feed, time, codec, send, deposit, checkpoint } = bank();
    await deposit(5);
    const stop = new AbortController();
    const refusing: typeof send = (toSend) =>
      toSend.stream === savings ? Promise.resolve(refuse('X-1', 'full', 'It is full.')) : send(toSend);
    const running = deliver({
      manager: saver,
      feed,
      codec,
      checkpoint,
      send: refusing,
      signal: stop.signal,
    });
    await time.until(async () => (await store.readStream(refused)).length === 1);
    stop.abort();
    await running;
    expect(await store.readStream(savings)).toHaveLength(0);
  });

  it('does not decode, nor wait for, what it does not react to', async () => {
    const { feed, time, codec, send, deposit, checkpoint } = bank();
    await send({
      stream: savings,
      command: { type: 'Deposit', data: { amount: 1 } },
      commandId: commandId('elsewhere'),
    });
    await deposit(5);
    const stop = new AbortController();
    const decoded: string[] = [];
    const watched: typeof codec = {
      ...codec,
      decode: (stored) => {
        decoded.push(stored.type);
        return codec.decode(stored);
      },
    };
    const deaf = { ...saver, types: [] };
    const running = deliver({ manager: deaf, feed, codec: watched, checkpoint, send, signal: stop.signal });
    await time.advance(100);
    stop.abort();
    await running;
    expect(decoded).toEqual([]);
  });

  it('stands still before what only a newer program knows, with everything before it done', async () => {
    const { store, feed, time, codec, send, deposit, checkpoint } = bank();
    for (const amount of [5, 6]) await deposit(amount);
    const [, second] = await store.readStream(current);
    const older: typeof codec = { ...codec, knows: ({ position }) => position !== second?.position };
    const delivery = { manager: saver, feed, checkpoint, send };
    await expect(
      deliver({ ...delivery, codec: older, signal: new AbortController().signal }),
    ).rejects.toThrow(/saver stands still before event Deposited .*upgrade this one/);
    expect(await store.readStream(savings)).toHaveLength(1);

    const stop = new AbortController();
    const running = deliver({ ...delivery, codec, signal: stop.signal });
    await time.until(async () => (await store.readStream(savings)).length === 2);
    stop.abort();
    await running;
  });
});
