import { describe, expect, it } from 'vitest';
import { NOTHING_CARRIED } from '../../testing/carried.ts';
import { classifiedAs, clockOf, eventsOf, schedulerRuns } from '../../testing/clocks.ts';
import { merged } from '../../testing/stages.ts';
import { GENERAL_MANAGER, type Story } from '../../testing/story.ts';
import type { Carried } from '../events/merging.ts';

const A = '7F3K-9M2Q-X4TB';
const C = 'WER4-8GMR-ZGE1';
const reason = 'One lift';

const takeOver = (told: Story, of: string, more: Partial<Carried>): Story =>
  told
    .do('TakeOverCase', {
      ...{ from: of, merge: 'M1', reason, by: { id: 'general-manager-1', role: 'general-manager' } },
      carries: [{ ...NOTHING_CARRIED, case: of, severity: 'minor', ...more }],
    })
    .accepted();
const giveBack = (told: Story, of: string): Story['record'] =>
  told.do('ReleaseTakeOver', { from: of, merge: 'M1', reason, cases: [of] }).accepted().record;

describe('what a case gives back (LIF-2)', () => {
  it('CLS-7 the severity to which a flag of the merged case had raised it', () => {
    const told = takeOver(classifiedAs('minor'), A, { flags: ['media'] });
    expect(told.record).toMatchObject({ severity: 'important', flags: ['media'] });
    expect(giveBack(told, A)).toMatchObject({ severity: 'minor', flags: [] });
    expect(told.last('SeverityChanged')).toMatchObject([{ from: 'important', to: 'minor' }]);
  });

  it('CLS-7 not while another merged case, or a flag of its own, asks for it', () => {
    const twice = takeOver(takeOver(classifiedAs('minor'), A, { flags: ['media'] }), C, { flags: ['media'] });
    expect(giveBack(twice, A)).toMatchObject({ severity: 'important', flags: ['media'] });
    const own = takeOver(classifiedAs('minor'), A, { flags: ['media'] });
    own.do('RaiseFlag', { flag: 'safety', reason: 'Doors' });
    expect(giveBack(own, A)).toMatchObject({ severity: 'important', flags: ['safety'] });
  });

  it('CLS-7 as it was before the first of those that are given back one after the other', () => {
    const told = takeOver(takeOver(classifiedAs('minor'), A, { flags: ['media'] }), C, { severity: 'major' });
    expect(told.record.severity).toBe('major');
    expect(giveBack(told, A)).toMatchObject({ severity: 'major', flags: [] });
    expect(giveBack(told, C).severity).toBe('minor');
  });

  it('CLS-4 keeps what somebody decided here since, higher or lower', () => {
    const told = takeOver(classifiedAs('minor'), A, { flags: ['media'] });
    const changed = { to: 'major', criterion: 'serious-loss', reason: 'Somebody fell' } as const;
    told.letting(GENERAL_MANAGER, 'ChangeSeverity', changed);
    expect(giveBack(told, A)).toMatchObject({ severity: 'major', flags: [] });
  });
});

describe('a case that comes back (LIF-2)', () => {
  it('CLK-9 has not stood still: a merging that is taken back is no pause', () => {
    const told = merged(classifiedAs('minor').at('2026-09-02T23:00:00+08:00'));
    const { dueAt } = clockOf(told, 'resolve-minor');
    told.at('2026-09-21T09:00:00+08:00').letting(GENERAL_MANAGER, 'UnmergeCase', { reason: 'Another lift' });
    expect(clockOf(told, 'resolve-minor#2')).toMatchObject({ dueAt, pauses: [] });
    schedulerRuns(told, '2026-09-21T09:00:00+08:00');
    expect(eventsOf(told, 'DeadlineBreached').map(({ data }) => data.clock)).toContain('resolve-minor#2');
  });
});
