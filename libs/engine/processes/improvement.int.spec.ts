import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseStreamOf, type CaseCommand } from '#cases';
import { BEGINNING, commandId, instant, reactTo, type Instant } from '#event-sourcing';
import { eventually } from '#event-sourcing/testing';
import {
  IMPROVEMENTS,
  improvementAggregate,
  issueOfRecurrence,
  issueStreamOf,
  recurrenceIdOf,
  type ImprovementDocument,
  type IssueCommand,
} from '#improvement';
import { createHistoryCodec } from '../commands/codecs.ts';
import { openEngine, type RedressEngine } from '../compose.ts';
import { sender } from './follow-ups.ts';
import { processesOf } from './processes.ts';
import { logging } from '../../../test/complaints.ts';
import { hire, organise } from '../../../test/organisation.ts';

const SITE = 'garden-city';
const LIFT = recurrenceIdOf('residential-property', {
  rule: 'same-matter-at-one-site',
  parts: [
    { of: 'category', value: 'facilities/lift' },
    { of: 'site', value: SITE },
  ],
});
const ISSUE = issueOfRecurrence(LIFT, 1);

let directory = '';
let engine: RedressEngine;
let now: Instant = instant('2026-09-01T04:00:00Z');
const open = (): Promise<RedressEngine> =>
  openEngine({ dataDirectory: directory, now: () => now, projections: 'inline', scheduler: true });

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'redress-improvement-'));
  engine = await open();
  await organise(engine, { type: 'RegisterSite', data: { site: SITE, name: 'Garden City' } });
  await hire(
    engine,
    { id: 'staff-1', site: SITE, levels: ['affairs-supervisor'] },
    { id: 'director', levels: ['office-director'] },
    { id: 'fitter', frontline: false },
  );
});
afterAll(async () => {
  await engine.close();
  await rm(directory, { recursive: true });
});

const actor = { id: 'staff-1', role: 'affairs-supervisor' };
async function complain(caseId: string, category = 'facilities/lift'): Promise<void> {
  const log = logging(caseId, { site: SITE, complainant: { kind: 'individual', anonymous: true } as never });
  await engine.execute({ ...log, actor: { id: 'staff-1' } });
  const classify: CaseCommand = {
    type: 'ClassifyCase',
    data: { category, severity: 'minor', criterion: 'small-inconvenience' },
  };
  const outcome = await engine.execute({
    ...{ caseId, actor, command: classify, commandId: commandId('classify', caseId) },
  });
  expect(outcome).toMatchObject({ outcome: 'accepted' });
}

const send = (by: string, command: IssueCommand, id = ISSUE) =>
  engine.send(improvementAggregate.kind, {
    ...{ id, command, actor: { id: by } },
    commandId: commandId('improvement', by, JSON.stringify(command)),
  });

const typesIn = async (
  stream: Parameters<RedressEngine['store']['readStream']>[0],
): Promise<readonly string[]> => (await engine.store.readStream(stream)).map(({ type }) => type);

/** Until everything that comes of it stands in the issue and in the case. */
const gathered = (caseId: string): Promise<void> =>
  eventually(async () => {
    const events = await engine.store.readStream(issueStreamOf(ISSUE));
    const told = events.some(({ type, data }) => type === 'CasesGathered' && data.includes(caseId));
    return told && (await typesIn(caseStreamOf(caseId))).includes('ImprovementPlanned');
  }, 'the case is gathered');

const issues = async (): Promise<readonly ImprovementDocument[]> => {
  await engine.catchUp();
  const { items } = await engine.readModels.query(IMPROVEMENTS, { limit: 100 });
  return items as readonly ImprovementDocument[];
};

describe('improvement on a real store (IMP-1, IMP-2)', () => {
  it('IMP-1 the third complaint about the same at one site raises one issue, and the fourth is gathered', async () => {
    for (const caseId of ['LIFT-0001', 'LIFT-0002', 'LIFT-0003']) await complain(caseId);
    await complain('LEAK-0001', 'facilities/leak');
    await eventually(async () => (await typesIn(issueStreamOf(ISSUE))).includes('IssueRaised'), 'the issue');
    await complain('LIFT-0004');
    await eventually(
      async () => (await typesIn(issueStreamOf(ISSUE))).includes('CasesGathered'),
      'the fourth',
    );
    const [issue, ...others] = await issues();
    expect(others).toEqual([]);
    expect(issue).toMatchObject({
      ...{ issueId: ISSUE, status: 'open', rule: 'same-matter-at-one-site', site: SITE },
      issue: { cases: ['LIFT-0001', 'LIFT-0002', 'LIFT-0003', 'LIFT-0004'] },
    });
  });

  it('IMP-1 a correction takes a case out of it', async () => {
    await engine.execute({
      ...{ caseId: 'LIFT-0004', actor, commandId: commandId('correct', 'LIFT-0004') },
      command: { type: 'ChangeCategory', data: { to: 'facilities/leak', reason: 'It was water' } },
    });
    await eventually(
      async () => (await typesIn(issueStreamOf(ISSUE))).includes('CasesReleased'),
      'the release',
    );
    expect((await issues())[0]?.issue.cases).not.toContain('LIFT-0004');
  });

  it('IMP-2 an action is told to its cases, is watched by the scheduler, and explains its deadline', async () => {
    const data = { kind: 'immediate', what: 'Exchange the drives.', owner: 'fitter' } as const;
    expect(await send('director', { type: 'DecideAction', data })).toMatchObject({ outcome: 'accepted' });
    expect(await typesIn(caseStreamOf('LIFT-0001'))).toContain('ImprovementPlanned');
    expect(await typesIn(caseStreamOf('LIFT-0004'))).not.toContain('ImprovementPlanned');
    await engine.catchUp();
    now = instant('2026-09-08T02:00:00Z');
    await engine.scheduler.runOnce();
    expect(await typesIn(issueStreamOf(ISSUE))).toContain('ActionWarned');
    now = instant('2026-09-09T00:00:00Z');
    await engine.catchUp();
    await engine.scheduler.runOnce();
    await engine.scheduler.runOnce();
    expect((await typesIn(issueStreamOf(ISSUE))).filter((each) => each === 'ActionMissed')).toHaveLength(1);
    await engine.catchUp();
    const told = await engine.queries.improvement({ issueId: ISSUE });
    expect(told?.actions[0]).toMatchObject({ missed: true, warned: true, dueAt: '2026-09-08T10:00:00.000Z' });
    expect(told?.actions[0]?.intervals.at(-1)?.to).toBe('2026-09-08T10:00:00.000Z');
  });

  it('IMP-2 what was counted before and after is told of an action that is done', async () => {
    await send('fitter', { type: 'CompleteAction', data: { action: 'A1', account: 'Exchanged.' } });
    now = instant('2026-09-20T00:00:00Z');
    await complain('LIFT-0005');
    await gathered('LIFT-0005');
    await engine.catchUp();
    const told = await engine.queries.improvement({ issueId: ISSUE });
    expect(told?.actions[0]?.compared).toMatchObject({ days: 30, before: 3, after: 1 });
    now = instant('2026-10-10T00:00:00Z');
    const judge = {
      type: 'JudgeEffect',
      data: { action: 'A1', effective: false, reason: 'Again.' },
    } as const;
    expect(await send('director', judge)).toMatchObject({
      events: [{ type: 'EffectJudged', data: { compared: { before: 3, after: 1 } } }],
    });
  });

  it('IMP-1 a history that is followed again from its beginning has no effect twice, and its read models are the same', async () => {
    const head = await engine.store.head();
    const before = await issues();
    const codec = createHistoryCodec();
    const stored = await engine.store.readAll(BEGINNING, 10_000);
    for (const manager of processesOf(engine.procedures).slice(-2))
      for (const each of stored.filter(({ type }) => manager.types.includes(type)))
        await reactTo(
          codec.decode(each),
          manager,
          sender((kind, request) => engine.send(kind, request), manager),
        );
    expect(await engine.store.head()).toBe(head);
    for (const each of ['improvements', 'occurrences']) await engine.rebuild(each);
    expect(await issues()).toEqual(before);
  });
});
