import { describe, expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import type { IssueCommand } from './commands.ts';
import {
  company,
  complete,
  counted,
  decide,
  dismiss,
  IssueWorld,
  judge,
  NOON,
  raise,
  raisedIssue,
} from '../testing/world.ts';
import { readsIssue } from '../list/query.ts';
import { procedures } from '../testing/streams.ts';

const day = (date: string) => instant(`${date}T04:00:00Z`);
const extend = (until: string): IssueCommand => ({
  type: 'ExtendAction',
  data: { action: 'A1', until, reason: 'The parts are late.' },
});
describe('an action (IMP-2)', () => {
  it('IMP-2 has an owner, and the time that the procedure gives for its kind', async () => {
    const world = await raisedIssue();
    expect(await world.send(decide(), { by: 'director' })).toEqual(['ActionDecided']);
    expect(world.data('ActionDecided')).toMatchObject({
      ...{ action: 'A1', owner: 'fitter', dueAt: '2026-11-09T10:00:00.000Z', cases: ['C1', 'C2', 'C3'] },
    });
    expect(await world.send(decide({ kind: 'planned', lacking: 'No parts.' }), { by: 'second' })).toEqual([
      'ActionDecided',
    ]);
    expect(world.data('ActionDecided')).toMatchObject({ action: 'A2', cases: [] });
  });

  it('IMP-2 that is planned for later says which conditions are lacking', async () => {
    const world = await raisedIssue();
    expect(await world.send(decide({ kind: 'planned' }), { by: 'director' })).toBe('reason-of-kind');
    expect(await world.send(decide({ lacking: 'Time.' }), { by: 'director' })).toBe('reason-of-kind');
  });

  it('IMP-2 is decided on by the level that leads there or above, and its owner is somebody', async () => {
    const world = await raisedIssue();
    for (const by of ['supervisor', 'front', 'hill', 'fitter', 'elsewhere'])
      expect([by, await world.send(decide(), { by })]).toEqual([by, 'not-authorised']);
    expect(await world.send(decide({ owner: 'ghost' }), { by: 'director' })).toBe('unknown-person');
    expect(await world.send(decide(), { by: 'director', role: 'general-manager' })).toBe('not-authorised');
    expect(await world.send(decide(), { by: 'manager' })).toEqual(['ActionDecided']);
    expect(await world.send(decide(), { by: 'stand-in' })).toEqual(['ActionDecided']);
  });

  it('INV-4 nobody leads, does or reads an issue about themselves, also in their place', async () => {
    const world = new IssueWorld('residential-property.same-person.9f2c1d3b7a6e4f5089ab12cd34ef5678.1');
    await world.send(raise([{ of: 'respondent', value: 'director' }]));
    expect(await world.send(decide(), { by: 'director' })).toBe('not-authorised');
    expect(await world.send(decide(), { by: 'Director' })).toBe('not-authorised');
    expect(await world.send(decide(), { by: 'stand-in' })).toBe('not-authorised');
    expect(await world.send(decide({ owner: 'director' }), { by: 'second' })).toBe('conflict-of-interest');
    expect(await world.send(decide(), { by: 'second' })).toEqual(['ActionDecided']);
    const { state } = world;
    if (state.status === 'none') throw new Error('not raised');
    const reads = (id: string, roles = ['operations']) =>
      readsIssue(
        { issue: state, procedure: 'residential-property' },
        { id, roles, organisation: company, at: NOON },
        procedures,
      );
    expect(['director', 'stand-in', 'front', 'elsewhere'].map((each) => reads(each))).toEqual([
      ...[false, false, false, false],
    ]);
    const readers = ['second', 'supervisor', 'fitter', 'deputy'];
    expect(readers.filter((each) => reads(each))).toEqual(readers);
    expect([reads('director', ['analyst']), reads('front', ['compliance']), reads('second', [])]).toEqual([
      ...[false, true, false],
    ]);
  });

  it('CLK-6 is warned of and missed once, at its true time, and completed late shows it by itself', async () => {
    const world = await raisedIssue();
    await world.send(decide(), { by: 'director' });
    const warn: IssueCommand = { type: 'RecordActionWarning', data: { action: 'A1' } };
    const miss: IssueCommand = { type: 'RecordActionMiss', data: { action: 'A1' } };
    expect(await world.send(warn)).toEqual([]);
    expect(await world.send(warn, { at: day('2026-11-09') })).toEqual(['ActionWarned']);
    expect(await world.send(warn, { at: day('2026-11-09') })).toEqual([]);
    expect(await world.send(miss, { at: day('2026-11-09') })).toEqual([]);
    expect(await world.send(complete, { by: 'fitter', at: day('2026-11-20') })).toEqual([
      ...['ActionMissed', 'ActionCompleted'],
    ]);
    expect(world.data('ActionMissed')).toEqual({
      ...{ action: 'A1', dueAt: '2026-11-09T10:00:00.000Z', responsible: 'fitter' },
    });
    expect(await world.send(miss, { at: day('2026-11-21') })).toEqual([]);
  });

  it('CLK-4 is given more time before it is over, by the level that may, and never by its owner', async () => {
    const world = await raisedIssue();
    await world.send(decide({ owner: 'manager' }), { by: 'director' });
    const later = extend('2026-11-30T10:00:00.000Z');
    expect(await world.send(later, { by: 'director' })).toBe('not-authorised');
    expect(await world.send(later, { by: 'manager' })).toBe('same-person');
    await world.send(
      { type: 'HandOverAction', data: { action: 'A1', owner: 'fitter', reason: 'Away' } },
      { by: 'director' },
    );
    expect(await world.send(extend('2026-11-08T00:00:00.000Z'), { by: 'manager' })).toBe('not-later');
    expect(await world.send(later, { by: 'manager', at: day('2026-11-10') })).toBe('clock-expired');
    expect(await world.send(later, { by: 'manager' })).toEqual(['ActionExtended']);
    expect(world.data('ActionExtended')).toMatchObject({ dueAt: '2026-11-30T10:00:00.000Z' });
    expect(await world.send(complete, { by: 'fitter', at: day('2026-11-20') })).toEqual(['ActionCompleted']);
    expect(await world.send(later, { by: 'manager' })).toBe('action-done');
  });

  it('IMP-2 is completed by its owner or whoever stands in for them, and not before it was decided', async () => {
    const world = await raisedIssue();
    await world.send(decide(), { by: 'director' });
    expect(await world.send(complete, { by: 'director' })).toBe('not-authorised');
    expect(await world.send(complete, { by: 'fitter', happenedAt: day('2026-11-01') })).toBe(
      'before-decided',
    );
    expect(await world.send(complete, { by: 'deputy' })).toEqual(['ActionCompleted']);
    expect(await world.send(complete, { by: 'fitter' })).toBe('action-done');
  });
});

describe('whether it has helped (IMP-2)', () => {
  const done = async (looks: IssueWorld['looks'] = {}): Promise<IssueWorld> => {
    const world = await raisedIssue(looks);
    await world.send(decide({ owner: 'director' }), { by: 'second' });
    await world.send({ ...complete }, { by: 'director', at: day('2026-11-05') });
    return world;
  };
  const LATER = day('2026-12-06');

  it('IMP-2 is compared by how often it happened before and after, and recorded with the judgement', async () => {
    const world = await done({
      counted: counted(
        '2026-10-01',
        '2026-10-07',
        '2026-10-30',
        '2026-11-05T03:59:00Z',
        '2026-11-20',
        '2026-12-05T04:00:00Z',
      ),
    });
    expect(await world.send(judge(true), { by: 'second', at: LATER })).toEqual([
      'EffectJudged',
      'IssueClosed',
    ]);
    expect(world.data('EffectJudged')).toMatchObject({ compared: { days: 30, before: 3, after: 1 } });
    expect(world.state).toMatchObject({ status: 'effective' });
  });

  it('IMP-2 is judged by somebody else than its owner, and by nobody in their place', async () => {
    const world = await done();
    expect(await world.send(judge(true), { by: 'director', at: LATER })).toBe('same-person');
    expect(await world.send(judge(true), { by: 'stand-in', at: LATER })).toBe('same-person');
    expect(await world.send(judge(true), { by: 'supervisor', at: LATER })).toBe('not-authorised');
  });

  it('IMP-2 whoever did it in place of its owner does not judge it, nor whoever has handed it over', async () => {
    const world = await raisedIssue();
    await world.send(decide(), { by: 'director' });
    expect(await world.send(complete, { by: 'second' })).toEqual(['ActionCompleted']);
    expect(world.events.at(-1)?.metadata.actor).toMatchObject({ id: 'second', deputyFor: 'fitter' });
    await world.send(decide({ owner: 'director' }), { by: 'second' });
    for (const [by, owner] of [
      ['director', 'manager'],
      ['manager', 'fitter'],
    ] as const)
      await world.send({ type: 'HandOverAction', data: { action: 'A2', owner, reason: 'Away' } }, { by });
    await world.send({ type: 'CompleteAction', data: { action: 'A2', account: 'Done' } }, { by: 'fitter' });
    const other: IssueCommand = {
      type: 'JudgeEffect',
      data: { action: 'A2', effective: true, reason: 'Looked.' },
    };
    expect(await world.send(judge(true), { by: 'second', at: LATER })).toBe('same-person');
    for (const by of ['director', 'stand-in', 'manager'])
      expect([by, await world.send(other, { by, at: LATER })]).toEqual([by, 'same-person']);
    expect(await world.send(judge(true), { by: 'director', at: LATER })).toEqual(['EffectJudged']);
    expect(await world.send(other, { by: 'second', at: LATER })).toEqual(['EffectJudged', 'IssueClosed']);
  });

  it('IMP-2 is not known before as many days have passed; that it has not, is', async () => {
    const world = await done();
    expect(await world.send(judge(true), { by: 'second', at: day('2026-12-04') })).toBe('too-early');
    expect(await world.send(judge(false), { by: 'second', at: day('2026-11-10') })).toEqual(['EffectJudged']);
    expect(world.state).toMatchObject({ status: 'open' });
  });

  it('IMP-2 ineffective opens the issue again, and a further action goes on', async () => {
    const world = await done();
    await world.send(judge(true), { by: 'second', at: LATER });
    expect(await world.send(decide(), { by: 'second', at: LATER })).toBe('issue-over');
    expect(await world.send(judge(false), { by: 'second', at: LATER })).toEqual([
      'EffectJudged',
      'IssueReopened',
    ]);
    expect(await world.send(decide(), { by: 'second', at: LATER })).toEqual(['ActionDecided']);
    expect(await world.send(dismiss, { by: 'second', at: LATER })).toBe('action-open');
  });

  it('IMP-2 closes only with the last action, and nothing is judged that is not done', async () => {
    const world = await done();
    await world.send(decide(), { by: 'second' });
    expect(await world.send(judge(true), { by: 'second', at: LATER })).toEqual(['EffectJudged']);
    const second: IssueCommand = {
      type: 'JudgeEffect',
      data: { action: 'A2', effective: true, reason: 'x' },
    };
    expect(await world.send(second, { by: 'second', at: LATER })).toBe('action-not-done');
    await world.send(
      { type: 'CompleteAction', data: { action: 'A2', account: 'Done' } },
      { by: 'fitter', at: LATER },
    );
    expect(await world.send(second, { by: 'second', at: day('2027-01-06') })).toEqual([
      'EffectJudged',
      'IssueClosed',
    ]);
  });

  it('IMP-2 an action that is not there is not judged, nor completed', async () => {
    const world = await raisedIssue();
    expect(await world.send(judge(true), { by: 'second', at: LATER })).toBe('action-not-found');
    expect(await world.send(complete, { by: 'fitter' })).toBe('not-authorised');
  });
});
