import { describe, expect, it } from 'vitest';
import { clockKey } from '../reading/running-clock.ts';
import { CASE_ID, documentOf, project, recorded, told, type Told } from '../testing/recorded.ts';
import { breached, clockSet, logged } from '../testing/stories.ts';
import { slaBreachesProjection, type SlaBreach } from './sla-breaches.projection.ts';

const DUE = '2026-09-30T16:30:00.000Z';
const projection = slaBreachesProjection(() => 'Asia/Shanghai');

const breach = (...events: readonly Told[]): SlaBreach | undefined =>
  documentOf(projection, recorded([logged(), ...events]), clockKey(CASE_ID, 'resolve'));

const met = (at: string, late = true): Told =>
  told('DeadlineMet', { clock: 'resolve', kind: 'resolve', late }, at);
const withdrawn = told(
  'BreachWithdrawn',
  { clock: 'resolve', kind: 'resolve', reason: 'in time after all' },
  DUE,
);

describe('SLA breaches (REP-2)', () => {
  it('tell which clock was missed, when, and who was responsible', () => {
    expect(breach(breached('resolve', DUE))).toEqual({
      ...{ caseId: CASE_ID, clock: 'resolve', kind: 'resolve', procedure: 'residential-property' },
      ...{ dueAt: DUE, department: 'engineering', severity: 'minor', foundBy: 'scheduler', recordedAt: DUE },
      // Half past midnight of 1 October in Shanghai.
      ...{ dueMonth: '2026-10', dueDay: '2026-10-01', ownerKey: 'staff-1' },
      responsible: { role: 'owner', person: 'staff-1', department: 'engineering', level: 'office-director' },
      status: 'open',
    });
  });

  it('tell how late it was done, in minutes begun', () => {
    expect(breach(breached('resolve', DUE), met('2026-09-30T17:45:30.000Z'))).toMatchObject({
      ...{ status: 'settled', settledBy: 'met', resolvedAt: '2026-09-30T17:45:30.000Z', latenessMinutes: 76 },
    });
  });

  it.each(['2026-10-01', 'unknown'])('INT-11: do not guess how late when it was done at %s', (at) => {
    const document = breach(breached('resolve', DUE), met(at));
    expect(document).toMatchObject({ status: 'settled', settledBy: 'met' });
    expect(document).not.toHaveProperty('latenessMinutes');
  });

  it('INT-11: an imported case says that it was late, not by how much', () => {
    const untimely = {
      clock: 'resolve',
      kind: 'resolve',
      foundBy: 'import',
      responsible: { role: 'organisation' },
    } as const;
    const document = breach(told('DeadlineBreached', untimely, 'unknown'));
    expect(document).toMatchObject({ status: 'settled', settledBy: 'import', foundBy: 'import' });
    for (const field of ['dueAt', 'dueMonth', 'latenessMinutes', 'resolvedAt'])
      expect(document).not.toHaveProperty(field);
  });

  it('are settled without lateness when the case ends before it is done', () => {
    const cancelled = told(
      'DeadlineCancelled',
      { clock: 'resolve', kind: 'resolve', why: 'ended' },
      '2026-10-02T00:00:00.000Z',
    );
    const document = breach(breached('resolve', DUE), cancelled);
    expect(document).toMatchObject({ status: 'settled', settledBy: 'cancelled' });
    expect(document).not.toHaveProperty('latenessMinutes');
  });

  it('LIF-5: are withdrawn when it had been done in time, before or after the clock is met', () => {
    const inTime = met('2026-09-30T16:00:00.000Z', false);
    expect(breach(breached('resolve', DUE), withdrawn, inTime)).toMatchObject({ status: 'withdrawn' });
    const document = breach(breached('resolve', DUE), inTime, withdrawn);
    expect(document).toMatchObject({ status: 'withdrawn' });
    expect(document).not.toHaveProperty('resolvedAt');
  });

  it('OUT-6 are open again when the case goes on, and tell how late it was done in the end', () => {
    const cancelled = told(
      'DeadlineCancelled',
      { clock: 'resolve', kind: 'resolve', why: 'ended' },
      '2026-10-02T00:00:00.000Z',
    );
    const again = clockSet('resolve#2', DUE, { goesOnFrom: 'resolve', missed: true, missedAs: 'resolve' });
    const open = breach(breached('resolve', DUE), cancelled, again);
    expect(open).toMatchObject({ status: 'open', dueAt: DUE });
    expect(open).not.toHaveProperty('settledBy');
    const done = told(
      'DeadlineMet',
      { clock: 'resolve#2', kind: 'resolve', late: true, missedAs: 'resolve' },
      '2026-09-30T18:30:00.000Z',
    );
    expect(breach(breached('resolve', DUE), cancelled, again, done)).toMatchObject({
      ...{ status: 'settled', settledBy: 'met', latenessMinutes: 120 },
    });
  });

  it('CLK-6 LIF-5 are laid on somebody else when a fact that was recorded later shows that', () => {
    const corrected = told(
      'BreachCorrected',
      {
        ...{ clock: 'resolve', kind: 'resolve', severity: 'important', reason: 'Typed in late' },
        responsible: { role: 'owner', person: 'staff-9', department: 'security' },
      },
      DUE,
    );
    expect(breach(breached('resolve', DUE), corrected)).toMatchObject({
      ...{ status: 'open', department: 'security', severity: 'important' },
      responsible: { person: 'staff-9' },
    });
  });

  it('count anew when a clock is missed after a withdrawal', () => {
    expect(breach(breached('resolve', DUE), withdrawn, breached('resolve', DUE))).toMatchObject({
      status: 'open',
    });
  });

  it('a clock that is met in time is no breach', () => {
    const documents = project(projection, recorded([logged(), clockSet('resolve', DUE), met(DUE, false)]));
    expect([...documents.values()].filter(({ document }) => document !== undefined)).toEqual([]);
  });
});
