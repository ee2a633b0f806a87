import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caseStreamOf } from '#cases';
import { commandId } from '#event-sourcing';
import { eventually } from '#event-sourcing/testing';
import { openEngine, type RedressEngine } from '../compose.ts';
import { logging } from '../../../test/complaints.ts';
import { hire } from '../../../test/organisation.ts';

const PHONE = '13800001111';
let directory = '';
let engine: RedressEngine;
let worker: RedressEngine | undefined;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'redress-duplicates-'));
  engine = await openEngine({ dataDirectory: directory });
  await hire(engine, { id: 'staff-1' });
});
afterEach(async () => {
  await worker?.close();
  worker = undefined;
  await engine.close();
  await rm(directory, { recursive: true });
});

const startWorker = async (): Promise<void> => {
  worker = await openEngine({ dataDirectory: directory, projections: 'inline', scheduler: true });
};

async function log(caseId: string, more: object = {}): Promise<readonly string[]> {
  const outcome = await engine.execute(
    logging(caseId, { complainant: { kind: 'individual', phone: PHONE }, ...more }),
  );
  return 'events' in outcome ? outcome.events.map(({ type }) => type) : [outcome.outcome];
}

const suspicions = async (caseId: string): Promise<readonly string[]> =>
  (await engine.store.readStream(caseStreamOf(caseId)))
    .filter(({ type }) => type === 'DuplicateSuspected')
    .flatMap(({ data }) => (JSON.parse(data) as { of: readonly string[] }).of);

/** Until the process has looked at everything that stands in the history. */
const looked = async (): Promise<void> => {
  const head = await engine.store.head();
  await eventually(
    async () => (await engine.readModels.checkpoint('process:duplicates')) >= head,
    'everything looked at',
  );
};

describe('duplicates that the intake could not see (INT-10)', () => {
  it('INT-10 are suspected of the later case once a worker runs, and told as an event', async () => {
    await log('A');
    expect(await log('B')).not.toContain('DuplicateSuspected');
    await log('C', { complainant: { kind: 'individual', phone: '13900002222' } });
    await startWorker();
    await eventually(async () => (await suspicions('B')).length > 0, 'the suspicion');
    await log('D');
    await eventually(async () => (await suspicions('D')).length > 0, 'both suspicions');
    expect(await suspicions('B')).toEqual(['A']);
    expect((await suspicions('D')).toSorted()).toEqual(['A', 'B']);
    expect([await suspicions('A'), await suspicions('C')]).toEqual([[], []]);
  });

  it('INT-10 are not suspected again when somebody has dismissed them meanwhile', async () => {
    await log('A');
    await engine.catchUp();
    expect(await log('B')).toContain('DuplicateSuspected');
    await engine.execute({
      caseId: 'B',
      actor: { id: 'staff-1', role: 'operations' },
      commandId: commandId('duplicates', 'dismissed'),
      command: { type: 'DismissDuplicate', data: { of: 'A', reason: 'Another lift' } },
    });
    await startWorker();
    await log('C');
    await looked();
    expect(await suspicions('B')).toEqual(['A']);
  });

  it('INT-10 LIF-3 are looked for again when a number is corrected, also among what came later', async () => {
    await log('A', { complainant: { kind: 'individual', phone: '13900002222' } });
    await log('B');
    await startWorker();
    await looked();
    await engine.execute({
      ...{ caseId: 'A', actor: { id: 'staff-1', role: 'operations' } },
      commandId: commandId('duplicates', 'corrected'),
      command: { type: 'CorrectIntake', data: { reason: 'Misheard', complainant: { phone: PHONE } } },
    });
    await eventually(async () => (await suspicions('A')).length > 0, 'the suspicion');
    expect([await suspicions('A'), await suspicions('B')]).toEqual([['B'], []]);
  });

  it('INV-4 INT-10 are not named to somebody whom the earlier case is about', async () => {
    await log('A', { respondents: [{ kind: 'person', staffId: 'staff-1' }] });
    await log('B');
    await startWorker();
    await log('C', { complainant: { kind: 'individual', phone: '13900002222' } });
    await looked();
    expect(await suspicions('B')).toEqual([]);
  });
});
