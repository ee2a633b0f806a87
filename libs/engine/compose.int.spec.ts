import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaseCommand, RecordedCaseEvent } from '#cases';
import { commandId, instant, revision } from '#event-sourcing';
import { simulatedTiming } from '#event-sourcing/testing';
import { openEngine, type RedressEngine } from './compose.ts';
import type { CommandOutcome, CommandRequest } from './engine.ts';
import { hire } from '../../test/organisation.ts';

const PROCEDURE = { id: 'residential-property', version: 1 };
const actor = { id: 'staff-1', role: 'operations' };

const logged = (more: Partial<CaseCommand<'LogComplaint'>['data']> = {}): CaseCommand => ({
  type: 'LogComplaint',
  data: {
    procedure: PROCEDURE,
    contactKind: 'complaint',
    channel: 'phone',
    complainant: { kind: 'individual', name: 'Li Na', phone: '+86 138 0000 1111' },
    description: 'The lift stands still again.',
    ...more,
  },
});

describe('the embedded product', () => {
  let directory = '';
  let engine: RedressEngine;
  let time = instant('2026-09-30T08:55:00Z');
  let timing = simulatedTiming();
  beforeEach(async () => {
    timing = simulatedTiming();
    directory = await mkdtemp(path.join(tmpdir(), 'redress-engine-'));
    time = instant('2026-09-30T08:55:00Z');
    engine = await openEngine({ dataDirectory: directory, now: () => time, timing, projections: 'inline' });
    await hire(engine, { id: actor.id });
  });
  afterEach(async () => {
    await timing.through(engine.close());
    await rm(directory, { recursive: true });
  });

  const send = (
    caseId: string,
    command: CaseCommand,
    more: Partial<CommandRequest> = {},
  ): Promise<CommandOutcome> =>
    engine.execute({ caseId, command, actor, commandId: commandId('test', caseId, command.type), ...more });

  it('keeps everything in one folder', async () => {
    await send('A', logged());
    expect((await readdir(directory)).filter((name) => !/-(wal|shm)$/.test(name)).sort()).toEqual([
      'events.db',
      'evidence',
      'keys',
      'read-models.db',
    ]);
  });

  it('answers a repeated command with what the first one did, and another one under its id with a refusal', async () => {
    const first = await send('A', logged());
    expect(first).toMatchObject({ outcome: 'accepted', caseId: 'A', revision: 4n });
    expect(await send('A', logged())).toEqual({ ...first, outcome: 'repeated' });
    expect(await send('A', logged({ description: 'Another matter.' }))).toEqual({
      outcome: 'commandIdReused',
    });
  });

  it('records the role that was acted in, not the other ones', async () => {
    await send('A', logged());
    const [event] = await eventsOf(engine);
    expect(event?.metadata).toMatchObject({
      actor: { id: 'staff-1', role: 'operations' },
      procedure: 'residential-property@1',
      recordedAt: time,
    });
    expect(event?.metadata.actor).not.toHaveProperty('roles');
  });

  it('refuses commands for cases and procedures that it does not know', async () => {
    expect(await send('A', { type: 'CloseCase', data: {} })).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'case-not-found' },
    });
    expect(await send('A', logged({ procedure: { ...PROCEDURE, version: 99 } }))).toMatchObject({
      outcome: 'refused',
      refusal: {
        code: 'unknown-procedure',
        details: { procedure: 'residential-property', version: 99, newestVersion: 1 },
      },
    });
    expect(await engine.queries.caseDetails({ caseId: 'A' })).toBeUndefined();
    expect(await engine.queries.deadlines({ caseId: 'A' })).toBeUndefined();
  });

  it('says what a case has become when a decision rests on an older state', async () => {
    await send('A', logged());
    const expected = { expectedRevision: revision(1) };
    expect(
      await send(
        'A',
        { type: 'RaiseFlag', data: { flag: 'media', reason: 'A journalist called' } },
        expected,
      ),
    ).toEqual({ outcome: 'stale', actual: 4n });
    expect(await send('B', { type: 'CloseCase', data: {} }, expected)).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'case-not-found' },
    });
  });

  it('points at earlier cases of the same complainant, within the window of the procedure (INT-10)', async () => {
    const first = await send('A', logged());
    if (first.outcome === 'accepted') await timing.through(engine.waitFor(first.position, 5_000));
    time = instant('2026-10-12T08:00:00Z');
    const again = await send('B', logged({ complainant: { kind: 'individual', phone: '13800001111' } }));
    expect(again).toMatchObject({
      outcome: 'accepted',
      events: expect.arrayContaining([
        expect.objectContaining({ type: 'DuplicateSuspected', data: { of: ['A'] } }),
      ]) as unknown,
    });
    time = instant('2027-02-01T08:00:00Z');
    await send('C', logged());
    expect((await eventsOf(engine)).filter(({ type }) => type === 'DuplicateSuspected')).toHaveLength(1);
  });

  it('shows a command in the lists once its position is reached, well within a second (D10, REP-1)', async () => {
    const outcome = await send('A', logged());
    if (outcome.outcome !== 'accepted') throw new Error(outcome.outcome);
    expect(await timing.through(engine.waitFor(outcome.position, 5_000))).toBe(true);
    expect(timing.now()).toBeLessThan(1_000);
    expect((await engine.queries.openCases({ owner: 'staff-1' })).items.map(({ caseId }) => caseId)).toEqual([
      'A',
    ]);
    expect((await engine.queries.openCases({ stage: 'archived' })).items).toEqual([]);
    expect((await engine.projections()).every(({ caughtUp, parked }) => caughtUp && parked === 0)).toBe(true);
  });

  it('does not wait for ever for what will never come', async () => {
    expect(await timing.through(engine.waitFor('9999999999999999999' as never, 5_000))).toBe(false);
    expect(timing.now()).toBe(5_000);
  });

  it('shows a case as it was true, and as it was known, at a past moment (D11)', async () => {
    await send('A', logged());
    time = instant('2026-09-30T12:00:00Z');
    const earlier = { happenedAt: instant('2026-09-30T09:30:00Z') };
    await send(
      'A',
      {
        type: 'ClassifyCase',
        data: { category: 'facilities/lift', severity: 'minor', criterion: 'small-inconvenience' },
      },
      earlier,
    );
    const stageAt = async (times: {
      asOf?: typeof time;
      knownAt?: typeof time;
    }): Promise<string | undefined> =>
      (await engine.queries.caseDetails({ caseId: 'A', ...times }))?.state.stage;
    const between = instant('2026-09-30T10:00:00Z');
    expect(await stageAt({ asOf: between })).toBe('classified');
    expect(await stageAt({ knownAt: between })).toBe('received');
    expect(await stageAt({ asOf: instant('2026-09-30T08:00:00Z') })).toBeUndefined();
  });

  it('explains every due time so that its intervals end at it (D12, ACC-3)', async () => {
    await send('A', logged());
    await send('A', {
      type: 'ClassifyCase',
      data: { category: 'facilities/lift', severity: 'minor', criterion: 'small-inconvenience' },
    });
    const explained = await engine.queries.deadlines({ caseId: 'A' });
    const resolve = explained?.clocks.find(({ clock }) => clock === 'resolve-minor');
    expect(resolve).toMatchObject({
      dueAt: '2026-10-02T08:55:00.000Z',
      requirement: 'CLK-3',
      startedBy: 'received',
    });
    expect(resolve?.history.map(({ type }) => type)).toEqual(['DeadlineSet']);
    for (const clock of explained?.clocks ?? []) {
      expect([clock.intervals[0]?.from, clock.intervals.at(-1)?.to]).toEqual([clock.startedAt, clock.dueAt]);
    }
  });

  it('rebuilds a read model that was lost', async () => {
    const outcome = await send('A', logged());
    if (outcome.outcome === 'accepted') await timing.through(engine.waitFor(outcome.position, 5_000));
    await timing.through(engine.close());
    for (const name of await readdir(directory))
      if (name.startsWith('read-models')) await rm(path.join(directory, name));
    engine = await openEngine({ dataDirectory: directory, now: () => time });
    await engine.catchUp();
    expect((await engine.queries.openCases()).items.map(({ caseId }) => caseId)).toEqual(['A']);
  });

  it('says which file is in the way when the folder cannot be used', async () => {
    const file = path.join(directory, 'file');
    await writeFile(file, '');
    await expect(openEngine({ dataDirectory: file })).rejects.toThrow(file);
  });
});

async function eventsOf(engine: RedressEngine): Promise<RecordedCaseEvent[]> {
  const found: RecordedCaseEvent[] = [];
  for await (const event of engine.queries.events()) if (!('damaged' in event)) found.push(event);
  return found;
}
