import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  BEGINNING,
  canonicalHash,
  canonicalJson,
  commandId,
  revision,
  type EventMetadata,
  type StoredEvent,
} from '#event-sourcing';
import { openSqliteEventStore } from '#event-store';
import { eventually, swiftTiming } from '#event-sourcing/testing';
import { beginAnew } from '#keys';
import { logging } from '../../test/complaints.ts';
import { hire } from '../../test/organisation.ts';
import { openEngine, type RedressEngine } from './compose.ts';

const CASE = '7F3K-9M2Q-X4TB';
const complaint = logging(CASE);
const another = logging(CASE, { description: 'The lift goes again.' });
/** What the first histories have for the complaint: anybody can try what it stands for. */
const unkeyed = canonicalHash({ ...complaint.command, role: complaint.actor.role });

describe('commands that come again', () => {
  let folder = '';
  let engine: RedressEngine;
  const open = async (directory = folder): Promise<void> => {
    engine = await openEngine({ dataDirectory: directory });
  };
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'redress-repeats-'));
    await open();
    await hire(engine, { id: 'staff-1' });
    expect(await engine.execute(complaint)).toMatchObject({ outcome: 'accepted' });
  });
  afterEach(async () => {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  });

  const restarted = async (work: () => Promise<void> = () => Promise.resolve()): Promise<void> => {
    await engine.close();
    await work();
    await open();
  };
  const keys = (): string => path.join(folder, 'keys', 'subjects.json');
  const anew = async (): Promise<void> => {
    await rm(keys());
    await beginAnew(path.dirname(keys()));
  };
  const history = async (): Promise<readonly StoredEvent[]> => engine.store.readAll(BEGINNING, 1000);
  /** The outcome, where nothing is recorded by it. */
  const recordingNothing = async (request = complaint): Promise<unknown> => {
    const before = await engine.store.head();
    const { outcome, ...found } = await engine.execute(request);
    expect(await engine.store.head()).toBe(before);
    return 'refusal' in found ? [outcome, found.refusal.code] : outcome;
  };

  it('D19 are recognised by every process that has the keys, and told from others', async () => {
    await restarted();
    expect(await recordingNothing()).toBe('repeated');
    expect(await recordingNothing(another)).toBe('commandIdReused');
  });

  it('PRI-2 leave no hash by which a telephone number could be tried', async () => {
    const recorded = (await history()).map(({ metadata }) => metadata).join('\n');
    expect(recorded).not.toContain(unkeyed);
    const folded = (await history()).flatMap(({ metadata }) => {
      const { commandHash } = JSON.parse(metadata) as EventMetadata;
      return /^k1:[0-9a-f]{8}:[0-9a-f]{64}$/.test(commandHash) ? [] : [commandHash];
    });
    expect(folded).toEqual([]);
  });

  it('D19 are never carried out twice where the keys are lost or others: that is said', async () => {
    await restarted(anew);
    expect(await recordingNothing()).toEqual(['refused', 'repeat-not-recognised']);
    const kept = await readFile(keys(), 'utf8');
    await restarted(() => writeFile(keys(), kept.replace(/"id":"\w+"/, '"id":"00000000"')));
    expect(await recordingNothing()).toEqual(['refused', 'repeat-not-recognised']);
    expect(await engine.execute(logging('7F3K-9M2Q-X4TC'))).toMatchObject({ outcome: 'accepted' });
    expect(await recordingNothing(logging('7F3K-9M2Q-X4TC'))).toBe('repeated');
  });

  it('D19 LIF-2 of our own processes stay taken: what two cases did is not undone for want of the keys', async () => {
    const other = logging('7F3K-9M2Q-X4TC');
    await engine.execute(other);
    await hire(engine, { id: 'director-1', levels: ['general-manager'] });
    const merging = await engine.execute({
      caseId: CASE,
      actor: { id: 'director-1', role: 'general-manager' },
      commandId: commandId('merging'),
      command: { type: 'MergeCase', data: { into: other.caseId, reason: 'The same lift' } },
    });
    expect(merging).toMatchObject({ outcome: 'accepted' });
    const before = (await history()).map(({ type }) => type);
    expect(before).toContain('CaseMerged');
    await engine.close();
    await anew();
    engine = await openEngine({ dataDirectory: folder, scheduler: true, timing: swiftTiming() });
    const met = async (): Promise<boolean> =>
      (await engine.readModels.checkpoint('process:merging')) >= merged;
    const merged = (await history()).find(({ type }) => type === 'CaseMerged')?.position ?? '';
    await eventually(met, 'the process has looked at the merging');
    expect((await history()).map(({ type }) => type)).toEqual(before);
  });

  it('D19 are recognised in a history of before there were keys', async () => {
    const before = await history();
    const old = await mkdtemp(path.join(tmpdir(), 'redress-repeats-old-'));
    await engine.close();
    const store = openSqliteEventStore({ file: path.join(old, 'events.db') });
    for (const { stream, revision: at, ...event } of before) {
      const found = JSON.parse(event.metadata) as EventMetadata;
      const metadata = canonicalJson({ ...found, commandHash: unkeyed });
      const expected = at === 0n ? 'no-stream' : revision(at - 1n);
      await store.append(stream, expected, [{ ...event, metadata }]);
    }
    await store.close();
    await cp(path.join(folder, 'keys'), path.join(old, 'keys'), { recursive: true });
    await rm(folder, { recursive: true, force: true });
    folder = old;
    await open();
    expect(await recordingNothing()).toBe('repeated');
    expect(await recordingNothing(another)).toBe('commandIdReused');
  });
});
