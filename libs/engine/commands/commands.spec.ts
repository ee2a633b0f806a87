import { describe, expect, it } from 'vitest';
import { commandId, createCodec, instant, refuse, streamName, unkeyedSeal } from '#event-sourcing';
import { account, accountContracts, MemoryEventStore, type AccountEvent } from '#event-sourcing/testing';
import { caseAggregate } from '#cases';
import { nobodyYet } from '#organisation';
import { logging } from '../../../test/complaints.ts';
import { createCommands } from './commands.ts';

const stream = streamName('account', '1');

function deferred() {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** A store on which one can wait until a stream is asked for. */
function watchedStore() {
  const store = new MemoryEventStore();
  const { promise: asked, resolve } = deferred();
  const readStream: typeof store.readStream = (...args) => {
    if (args[0] === stream) resolve();
    return MemoryEventStore.prototype.readStream.apply(store, args);
  };
  return { store: Object.assign(store, { readStream }), asked };
}

describe('a command', () => {
  it('D1 reads its stream while it is looked up who may do what: neither journey waits for the other', async () => {
    const { store, asked } = watchedStore();
    const now = instant('2026-09-01T09:00:00Z');
    const send = createCommands(
      {
        decider: account,
        stream: () => stream,
        missing: () => refuse('BANK-2', 'no-account', 'There is no such account.'),
        async prepare(request) {
          // Never comes to an end where the stream is read afterwards.
          await asked;
          const { id, role = 'agent' } = request.actor;
          return { actor: () => ({ id, role }), context: () => ({ now }) };
        },
      },
      {
        ...{ store, clock: () => now, seal: unkeyedSeal },
        codec: createCodec<AccountEvent>(accountContracts) as never,
        notes: { note: () => undefined },
        settled: (work) => work(),
      },
    );
    const command = { type: 'Deposit', data: { amount: 5 } } as const;
    const sent = { id: '1', command, commandId: commandId('a deposit'), actor: { id: 'u-1' } };
    expect(await send(sent)).toMatchObject({ outcome: 'accepted', revision: 0n });
    expect(await send(sent)).toMatchObject({ outcome: 'repeated', revision: 0n });
  });

  it('D13 D23 that begins a case looks at the rules while it looks at the people', async () => {
    const { promise: asked, resolve } = deferred();
    const command = logging('RDS-1', { description: 'A word.' });
    const prepared = caseAggregate.prepare({ id: 'RDS-1', ...command }, {
      organisation: () => asked.then(() => nobodyYet),
      procedures: {
        get: () => undefined,
        current() {
          resolve();
          return Promise.resolve([]);
        },
      },
      isListed: () => Promise.resolve(false),
      isForgotten: () => false,
      clock: () => instant('2026-09-01T09:00:00Z'),
      seal: unkeyedSeal,
    } as unknown as Parameters<typeof caseAggregate.prepare>[1]);
    await expect(prepared).resolves.toBeDefined();
  });
});
