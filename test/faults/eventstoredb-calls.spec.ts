import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caseIdFrom } from '#cases';
import { commandId } from '#event-sourcing';
import { openEngine, type CommandRequest, type RedressEngine } from '#engine';
import { logging } from '../complaints.ts';
import { hire } from '../organisation.ts';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '../servers/eventstoredb/start.ts';

/** On the slowest machine too. */
const PATIENT_MILLIS = 120_000;

/** What a command costs: each call is a journey to the server. */
describe('calls of EventStoreDB (protocol double)', () => {
  let double: EventStoreDbDouble;
  let folder = '';
  let engine: RedressEngine;
  beforeEach(async () => {
    double = await startEventStoreDbDouble();
    folder = await mkdtemp(path.join(tmpdir(), 'redress-calls-'));
    engine = await openEngine({ dataDirectory: folder, eventStoreUrl: double.connectionString });
    await hire(engine, { id: 'staff-1' });
    await log('the first');
  });
  afterEach(async () => {
    await engine.close();
    await double.stop();
    await rm(folder, { recursive: true });
  });

  const accepted = async (request: CommandRequest): Promise<void> => {
    expect(await engine.execute(request)).toMatchObject({ outcome: 'accepted' });
  };
  const log = (name: string) =>
    accepted(logging(caseIdFrom(name), { complainant: { kind: 'individual' }, description: name }));
  const flag = (name: string) =>
    accepted({
      ...{ caseId: caseIdFrom(name), commandId: commandId('flag', name) },
      ...{ actor: { id: 'staff-1', role: 'operations' } },
      command: { type: 'RaiseFlag', data: { flag: 'media', reason: 'A newspaper has called.' } },
    });
  const callsOf = async (work: () => Promise<unknown>) => {
    const before = { ...double.calls };
    await work();
    const { append, readStream, readAll } = double.calls;
    return {
      append: append - before.append,
      readStream: readStream - before.readStream,
      readAll: readAll - before.readAll,
    };
  };

  it('a new case is written at once; a follow-up reads its case and writes; both look at the organisation (D23)', async () => {
    // It looks at the rulebook of its procedure as well.
    expect(await callsOf(() => log('another'))).toEqual({ append: 1, readStream: 2, readAll: 0 });
    expect(await callsOf(() => flag('another'))).toEqual({ append: 1, readStream: 2, readAll: 0 });
  });

  it('whatever follows the history in a process (read models, processes, deadlines) has one subscription', async () => {
    const worker = await openEngine({
      ...{ dataDirectory: folder, eventStoreUrl: double.connectionString },
      ...{ projections: 'inline', scheduler: true },
    });
    expect(await worker.waitFor(await worker.store.head(), PATIENT_MILLIS)).toBe(true);
    await log('while it follows');
    expect(await worker.waitFor(await worker.store.head(), PATIENT_MILLIS)).toBe(true);
    await worker.close();
    expect(double.calls.subscribe).toBe(1);
  });

  it('commands that come together share their looks at the organisation', async () => {
    const names = Array.from({ length: 64 }, (_, index) => `case ${String(index)}`);
    const { append, readStream } = await callsOf(() => Promise.all(names.map(log)));
    expect(append).toBe(64);
    expect(readStream).toBeLessThan(16);
  });
});
