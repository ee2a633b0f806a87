import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventStoreUnavailable } from '#event-sourcing';
import { MemoryEventStore } from '#event-sourcing/testing';
import { openDailyQuota, openFileEvidenceStore, type Scanner } from '#evidence';
import { silentLogger } from '#platform';
import { createHistoryCodec } from '../commands/codecs.ts';
import { guardEvidence } from './guarded-evidence.ts';

describe('a file of evidence that arrives', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'redress-guarded-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const clean: Scanner = {
    async scan(content) {
      await buffer(content);
      return { result: 'clean' };
    },
  };
  async function* file(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from('The lift stands still.'));
  }
  const kept = async (): Promise<readonly string[]> =>
    (await readdir(path.join(directory, 'files'), { recursive: true, withFileTypes: true }))
      .filter((each) => each.isFile())
      .map(({ name }) => name);

  it('INV-2 leaves nothing behind when what the scanner found cannot be put on record', async () => {
    const quotas = { directory: path.join(directory, 'quotas'), limitBytes: 1_000 };
    const evidence = guardEvidence({
      files: await openFileEvidenceStore({ directory: path.join(directory, 'files'), limitBytes: 1_000 }),
      quota: await openDailyQuota({ ...quotas, now: () => '2026-11-02T08:00:00.000Z' as never }),
      scanner: clean,
      ...{ store: new MemoryEventStore(), codec: createHistoryCodec() },
      send: () => Promise.reject(new EventStoreUnavailable('away')),
      log: silentLogger,
    });
    const arrived = await evidence.receive(file(), 'staff-1');
    await expect(arrived.admit('7F3K-9M2Q-X4TB')).rejects.toBeInstanceOf(EventStoreUnavailable);
    await arrived.discard();
    expect(await kept()).toEqual([]);
  });
});
