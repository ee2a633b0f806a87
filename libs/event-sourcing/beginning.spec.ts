import { describe, expect, it } from 'vitest';
import { commandId } from './ids.ts';
import { revision as at } from './primitives.ts';
import { bank, deposit, storeWith } from './testing/bank.ts';

/** A bank that counts how often a stream is read. */
function counting() {
  const reads = { count: 0 };
  const store = storeWith((inner) => ({
    readStream: (...args) => {
      reads.count += 1;
      return inner.readStream(...args);
    },
  }));
  return { reads, ...bank(store) };
}

const opening = (id: string, more: object = {}) => deposit(5, id, { begins: true, ...more });

describe('a command that begins a stream', () => {
  it('is recorded without a look at what is there', async () => {
    const { reads, handle } = counting();
    expect(await handle(opening('a'))).toMatchObject({ outcome: 'accepted', revision: 0n });
    expect(reads.count).toBe(0);
  });

  it('D19 comes a second time: is answered with what the first one recorded', async () => {
    const { handle, history } = counting();
    const first = await handle(opening('a'));
    const { revision, position } = first;
    expect(await handle(opening('a'))).toMatchObject({ outcome: 'repeated', revision, position });
    expect(await handle(opening('a', { circumstances: { other: true } }))).toMatchObject({
      outcome: 'commandIdReused',
    });
    expect(await history()).toHaveLength(1);
  });

  it('is decided by what stands there, where something does', async () => {
    const { handle } = counting();
    await handle(deposit(7));
    expect(await handle(opening('a'))).toMatchObject({ outcome: 'accepted', state: { balance: 12 } });
    const more = { command: { type: 'Withdraw', data: { amount: 12 } }, commandId: commandId('b') } as const;
    // By nothing, it would be refused.
    expect(await handle(opening('b', more))).toMatchObject({ outcome: 'accepted', state: { balance: 0 } });
  });

  it('is only asked for, or rests on a revision: the stream is read, and nothing is tried', async () => {
    const { reads, handle, history } = counting();
    expect(await handle(opening('a', { rehearsal: true }))).toMatchObject({ outcome: 'unchanged' });
    expect(await handle(opening('b', { expectedRevision: at(3) }))).toMatchObject({ outcome: 'stale' });
    expect(reads.count).toBe(2);
    expect(await history()).toEqual([]);
  });
});
