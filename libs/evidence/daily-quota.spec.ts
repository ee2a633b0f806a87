import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import { EvidenceQuotaSpent, openDailyQuota, type DailyQuota } from './daily-quota.ts';

describe('what one person may bring in a day (INV-2)', () => {
  let directory = '';
  let now = instant('2026-09-30T08:00:00Z');
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'redress-quota-'));
    now = instant('2026-09-30T08:00:00Z');
  });
  afterEach(() => rm(directory, { recursive: true }));
  const open = (): Promise<DailyQuota> => openDailyQuota({ directory, limitBytes: 100, now: () => now });

  it('INV-2 is counted for each person, however they are spelled, and by all processes together', async () => {
    const [one, other] = [await open(), await open()];
    await one.take('li.na', 60);
    await expect(other.take('Li.Na', 41)).rejects.toThrow(EvidenceQuotaSpent);
    await other.take('li.na', 40);
    await expect(one.assertLeft('li.na')).rejects.toThrow(EvidenceQuotaSpent);
    await one.assertLeft('mei.fang');
    await one.take('mei.fang', 100);
  });

  it('INV-2 is never exceeded by many who come at once', async () => {
    const quota = await open();
    const all = await Promise.allSettled(Array.from({ length: 30 }, () => quota.take('li.na', 30)));
    expect(all.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(3);
    await quota.assertLeft('li.na');
  });

  it('INV-2 begins anew every day, and nothing is left of the days before', async () => {
    await (await open()).take('li.na', 100);
    now = instant('2026-10-01T00:00:00Z');
    const quota = await open();
    expect(await readdir(directory)).toEqual([]);
    await quota.take('li.na', 100);
    expect(await readdir(directory)).toEqual(['2026-10-01']);
  });
});
