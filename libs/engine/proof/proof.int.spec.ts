import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { streamName, type CanonicalJson, type EventId, type ReadModelStore } from '#event-sourcing';
import { MemoryEventStore } from '#event-sourcing/testing';
import { dataFolder } from '#platform';
import { advanceLog, type ProofFolder } from '#proof';
import { openSqliteReadModels } from '#read-models';
import { createProofLog, type ProofLog } from './proof.ts';
import { createProofs } from './proofs.ts';

const NONE = '{}' as CanonicalJson;
const LEASE = 'proof-log';
const LEASE_MS = 5_000;
let root = '';
let readModels: ReadModelStore;
let store: WatchedStore;
let now = 0;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-proof-'));
  readModels = openSqliteReadModels({ file: path.join(root, 'read-models.db'), now: () => now });
  store = new WatchedStore();
  const events = Array.from({ length: 2_500 }, (_, index) => ({
    ...{ id: `event ${String(index)}` as EventId, type: 'Said' },
    ...{ data: '{}' as CanonicalJson, metadata: '{}' as CanonicalJson },
  }));
  await store.append(streamName('case', '1'), 'no-stream', events);
});
afterEach(async () => {
  await readModels.close();
  await rm(root, { recursive: true, force: true });
});

class WatchedStore extends MemoryEventStore {
  onRead: () => Promise<unknown> = () => Promise.resolve();

  override async readAll(...asked: Parameters<MemoryEventStore['readAll']>) {
    await this.onRead();
    return super.readAll(...asked);
  }
}

const logOf = (holder: string, onSleep?: () => Promise<unknown>): ProofLog =>
  createProofLog({
    ...{ readModels, store, data: dataFolder(root), holder, leaseMillis: LEASE_MS },
    timing: {
      now: () => now,
      random: () => 0,
      sleep: async () => {
        await onSleep?.();
      },
    },
  });

describe('D15 the log, which one process at a time writes', () => {
  it('is kept for as long as the writing takes', async () => {
    const taken: unknown[] = [];
    store.onRead = async () => {
      now += LEASE_MS / 2;
      taken.push(await readModels.acquireLease(LEASE, 'another', LEASE_MS));
    };
    expect(await logOf('one').advance()).toBe('advanced');
    expect(taken).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('is left unsigned by whoever was too slow', async () => {
    store.onRead = () => {
      now += 2 * LEASE_MS;
      return takenOver();
    };
    const log = logOf('one');
    expect(await log.advance()).toBe('elsewhere');
    expect([await log.folder.reached(), await log.folder.checkpoint('checkpoint')]).toEqual([
      undefined,
      undefined,
    ]);
    store.onRead = () => Promise.resolve();
    expect(await logOf('another').advance()).toBe('advanced');
  });

  it('is not up to date before it is signed, however far it is noted to go', async () => {
    const other = await takenOver();
    const log = logOf('one', () => readModels.releaseLease(other));
    const key = (): Promise<never> => Promise.reject(new Error('stopped before it has signed'));
    const held = (): Promise<boolean> => Promise.resolve(true);
    await expect(advanceLog({ store, folder: log.folder, key, held })).rejects.toThrow('stopped');
    expect((await log.upToDate())?.size).toBe(2_500);
  });

  it('is not searched for what was recorded after it was signed', async () => {
    const log = logOf('one');
    await log.upToDate();
    await store.append(streamName('case', '2'), 'no-stream', [
      ...[{ id: 'later' as EventId, type: 'Said', data: NONE, metadata: NONE }],
    ]);
    const read: unknown[] = [];
    const tile: ProofFolder['tile'] = (asked) => {
      read.push(asked);
      return log.folder.tile(asked);
    };
    const proofs = createProofs({ ...log.folder, tile }, store);
    expect(await proofs.inclusions(await store.readStream(streamName('case', '2')))).toEqual([undefined]);
    expect(read).toEqual([]);
  });
});

async function takenOver() {
  const lease = await readModels.acquireLease(LEASE, 'another', LEASE_MS, { takeOver: true });
  if (lease === undefined) throw new Error('nobody has it');
  return lease;
}
