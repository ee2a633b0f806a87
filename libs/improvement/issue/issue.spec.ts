import { describe, expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import { readsIssue } from '../list/query.ts';
import { procedures } from '../testing/streams.ts';
import type { IssueCommand } from './commands.ts';
import {
  caseOf,
  company,
  complete,
  decide,
  dismiss,
  IssueWorld,
  NOON,
  judge,
  raise,
  raisedIssue,
} from '../testing/world.ts';

const day = (date: string) => instant(`${date}T04:00:00Z`);
const about = (staffId: string) =>
  caseOf({
    type: 'IntakeCorrected',
    data: { reason: 'Known now', respondents: [{ kind: 'person', staffId }] },
  });
const at = (site: string) => caseOf({ type: 'IntakeCorrected', data: { reason: 'Known now', site } });
const openFor = (cases: readonly string[], more: object = {}): IssueCommand => ({
  type: 'OpenIssue',
  data: { procedure: 'residential-property', cases, reason: 'Twice the same part.', ...more },
});

describe('an improvement issue (IMP-1)', () => {
  it('IMP-1 is raised once, with its cases, and says who leads it', async () => {
    const world = await raisedIssue();
    expect(world.state).toMatchObject({ status: 'open', cases: ['C1', 'C2', 'C3'], site: 'garden-city' });
    expect(world.data('IssueRaised')).toMatchObject({ ledBy: 'office-director', compareDays: 30 });
    expect(await world.send(raise())).toEqual([]);
  });

  it('IMP-1 gathers its cases, each once', async () => {
    const world = await raisedIssue();
    const gather: IssueCommand = { type: 'GatherCases', data: { cases: ['C3', 'C4'] } };
    expect(await world.send(gather)).toEqual(['CasesGathered']);
    expect(await world.send(gather)).toEqual([]);
    expect(world.state).toMatchObject({ cases: ['C1', 'C2', 'C3', 'C4'] });
  });

  it('IMP-1 that is closed opens again when it recurs after that, and not for what came in before', async () => {
    const world = await raisedIssue();
    await world.send(dismiss, { by: 'director' });
    const gather = (caseId: string, at: string): IssueCommand => ({
      type: 'GatherCases',
      data: { cases: [caseId], lastAt: day(at) },
    });
    expect(await world.send(gather('C4', '2026-11-01'))).toEqual(['CasesGathered']);
    expect(world.state).toMatchObject({ status: 'dismissed' });
    expect(await world.send(gather('C5', '2026-11-03'))).toEqual(['CasesGathered', 'IssueReopened']);
    expect(world.state).toMatchObject({ status: 'open' });
  });

  it('IMP-1 is opened by any level for cases of the procedure, and by nobody else', async () => {
    const cases = { C1: caseOf(), OWN: about('supervisor') };
    const world = () => new IssueWorld(undefined, { cases });
    expect(await world().send(openFor(['C1']), { by: 'supervisor' })).toEqual(['IssueRaised']);
    expect(await world().send(openFor(['C1']), { by: 'front' })).toBe('not-authorised');
    expect(await world().send(openFor(['C1']), { by: 'hill' })).toBe('not-authorised');
    expect(await world().send(openFor(['C1'], { site: 'hill' }), { by: 'hill' })).toEqual(['IssueRaised']);
    expect(await world().send(openFor(['C1']), { by: 'elsewhere' })).toBe('not-authorised');
    expect(await world().send(openFor(['C1']), { by: 'nobody' })).toBe('unknown-actor');
    expect(await world().send(openFor(['GONE']), { by: 'supervisor' })).toBe('unknown-case');
    expect(await world().send(openFor(['OWN']), { by: 'supervisor' })).toBe('unknown-case');
    expect(await world().send(openFor(['OWN']), { by: 'director' })).toEqual(['IssueRaised']);
    expect(await world().send(openFor(['C1'], { procedure: 'small-shop' }), { by: 'elsewhere' })).toBe(
      'unknown-case',
    );
  });

  it('IMP-1 takes no case of another site, and none that is about whoever takes it in', async () => {
    const cases = { HERE: at('garden-city'), THERE: at('hill'), UNSAID: caseOf(), OWN: about('second') };
    const own = { site: 'hill' };
    const world = new IssueWorld(undefined, { cases });
    expect(await world.send(openFor(['THERE', 'HERE'], own), { by: 'hill' })).toBe('unknown-case');
    expect(await world.send(openFor(['THERE', 'UNSAID'], own), { by: 'hill' })).toEqual(['IssueRaised']);
    const takeIn = (...named: readonly string[]): IssueCommand => ({
      type: 'TakeInCases',
      data: { cases: named },
    });
    expect(await world.send(takeIn('HERE'), { by: 'hill' })).toBe('unknown-case');
    expect(await world.send(takeIn('OWN'), { by: 'second' })).toBe('unknown-case');
    const everywhere = new IssueWorld(undefined, { cases });
    expect(await everywhere.send(openFor(['THERE', 'HERE']), { by: 'director' })).toEqual(['IssueRaised']);
    expect(await everywhere.send(takeIn('UNSAID'), { by: 'director' })).toEqual(['CasesGathered']);
  });

  it('INV-4 whoever the cases that were named are about neither leads, does nor reads it', async () => {
    const cases = { C1: caseOf(), OWN: about('Director'), LATER: about('fitter') };
    const world = new IssueWorld(undefined, { cases });
    expect(await world.send(openFor(['C1', 'OWN']), { by: 'supervisor' })).toEqual(['IssueRaised']);
    const reads = (id: string) =>
      world.state.status !== 'none' &&
      readsIssue(
        { issue: world.state, procedure: 'residential-property' },
        { id, roles: ['operations'], organisation: company, at: NOON },
        procedures,
      );
    for (const by of ['director', 'stand-in'])
      expect([by, await world.send(decide(), { by }), reads(by)]).toEqual([by, 'not-authorised', false]);
    expect(await world.send(decide({ owner: 'director' }), { by: 'second' })).toBe('conflict-of-interest');
    expect(await world.send(decide(), { by: 'second' })).toEqual(['ActionDecided']);
    expect([reads('second'), reads('fitter')]).toEqual([true, true]);
    await world.send({ type: 'TakeInCases', data: { cases: ['LATER'] } }, { by: 'second' });
    expect(await world.send(complete, { by: 'fitter' })).toBe('not-authorised');
    expect(reads('fitter')).toBe(false);
  });

  it('IMP-1 that is closed opens again when one that was open is joined with it', async () => {
    const world = await raisedIssue();
    const gather = (caseId: string, joinedOpen: boolean): IssueCommand => ({
      type: 'GatherCases',
      data: { cases: [caseId], about: ['second'], joinedOpen },
    });
    await world.send(dismiss, { by: 'director' });
    expect(await world.send(gather('C4', false))).toEqual(['CasesGathered']);
    expect(await world.send(gather('C5', true))).toEqual(['CasesGathered', 'IssueReopened']);
    expect(world.data('IssueReopened')).toEqual({ why: 'joined' });
    expect(await world.send(gather('C6', true))).toEqual(['CasesGathered']);
    expect(await world.send(decide(), { by: 'second' })).toBe('not-authorised');
  });

  it('IMP-1 that is not there takes nothing', async () => {
    expect(await new IssueWorld().send(decide(), { by: 'director' })).toBe('issue-not-found');
    expect(await new IssueWorld().send({ type: 'GatherCases', data: { cases: ['C1'] } })).toBe(
      'issue-not-found',
    );
  });

  it('IMP-1 joined with another one hands its cases over, and nothing is decided in it', async () => {
    const world = await raisedIssue();
    await world.send(decide(), { by: 'director' });
    const join: IssueCommand = { type: 'JoinIssue', data: { into: 'I000000000000000' } };
    expect(await world.send(join)).toEqual(['IssueJoined']);
    expect(await world.send(join)).toEqual([]);
    expect(world.data('IssueJoined')).toMatchObject({ cases: ['C1', 'C2', 'C3'], wasOpen: true });
    expect(await world.send(decide(), { by: 'director' })).toBe('issue-over');
    expect(await world.send(complete, { by: 'fitter' })).toEqual(['ActionCompleted']);
    expect(await world.send(judge(false), { by: 'director' })).toBe('issue-over');
  });
});
