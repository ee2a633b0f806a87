import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BEGINNING, instant, type Progress } from '#event-sourcing';
import { openEngine, type RedressEngine } from './compose.ts';
import { logging } from '../../test/complaints.ts';
import { hire } from '../../test/organisation.ts';

let folder = '';
let engine: RedressEngine;
let events = 0;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'redress-projecting-'));
  engine = await openEngine({ dataDirectory: folder, now: () => instant('2026-09-01T01:00:00Z') });
  await hire(engine, { id: 'staff-1' });
  for (const caseId of ['7F3K-9M2Q-X4TB', '7F3K-9M2Q-X4TC']) {
    const outcome = await engine.execute(logging(caseId));
    expect(outcome).toMatchObject({ outcome: 'accepted' });
  }
  events = (await engine.store.readAll(BEGINNING, 1000)).length;
  expect(events).toBeGreaterThan(2);
});
afterEach(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

describe('people who wait for read models are told how much there is to do', () => {
  const told = async (work: (onProgress: (progress: Progress) => void) => Promise<unknown>) => {
    const progress: Progress[] = [];
    await work((each) => progress.push(each));
    return progress.at(-1);
  };

  it('when these catch up', async () => {
    const last = await told((onProgress) => engine.catchUp({ onProgress }));
    expect(last).toMatchObject({ done: events, total: events, remainingMillis: 0 });
    const again = await told((onProgress) => engine.catchUp({ onProgress }));
    expect(again).toMatchObject({ done: 0, total: 0 });
  });

  it('when one is rebuilt', async () => {
    await engine.catchUp();
    const last = await told((onProgress) => engine.rebuild('open-cases', { onProgress }));
    expect(last).toMatchObject({ done: events, total: events, remainingMillis: 0 });
  });

  it('when they ask whether a read model is up to date', async () => {
    expect((await engine.projections()).map(({ caughtUp }) => caughtUp)).not.toContain(true);
    await engine.catchUp();
    expect((await engine.projections()).map(({ caughtUp }) => caughtUp)).not.toContain(false);
  });
});
