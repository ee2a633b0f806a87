import { describe, expect, it } from 'vitest';
import { CASE_ID, documentOf, recorded, told, type Told } from '../testing/recorded.ts';
import {
  breached,
  classified,
  clockSet,
  complaint,
  granted,
  logged,
  PERSONAL,
  RECEIVED,
} from '../testing/stories.ts';
import { openCasesProjection, type OpenCase } from './open-cases.projection.ts';

const AT = '2026-10-01T08:00:00.000Z';
const SOON = '2026-10-01T10:00:00.000Z';
const LATE = '2026-10-03T10:00:00.000Z';

const listed = (...events: readonly Told[]): OpenCase | undefined =>
  documentOf(openCasesProjection, recorded(events));

const met = (clock: string): Told => told('DeadlineMet', { clock, kind: 'resolve', late: false }, AT);
const closed = told('CaseClosed', {}, AT);
const moved = (clock: string, cause: 'paused' | 'resumed'): Told =>
  told('DeadlineMoved', { clock, from: SOON, to: SOON, cause }, AT);

describe('open cases (REP-1)', () => {
  it('show how the case is handled, and by when what is due', () => {
    const assigned = told(
      'OwnerAssigned',
      { owner: 'Staff-7', department: 'engineering', reason: 'routing' },
      AT,
    );
    const document = listed(
      logged(),
      classified(),
      assigned,
      clockSet('resolve', LATE),
      clockSet('dispatch', SOON),
    );
    expect(document).toMatchObject({
      ...{ caseId: CASE_ID, open: true, procedure: 'residential-property', procedureVersion: 1 },
      ...{
        stage: 'classified',
        category: 'facilities/lift',
        severity: 'minor',
        owner: 'Staff-7',
        ownerKey: 'staff-7',
      },
      ...{ department: 'engineering', level: 'frontline', channel: 'phone', contactKind: 'complaint' },
      ...{
        receivedAt: RECEIVED,
        nextDueAt: SOON,
        nextDueClock: 'dispatch',
        breached: false,
        breachedClocks: [],
      },
      ...{ flags: [], reopened: 0 },
    });
    expect(document?.clocks.map(({ clock, status }) => [clock, status])).toEqual([
      ['resolve', 'running'],
      ['dispatch', 'running'],
    ]);
  });

  it.each([
    ['withdrawn', told('CaseWithdrawn', { reason: 'Fine' }, AT)],
    ['merged', told('CaseMerged', { into: 'AAAA-BBBB-CCCC', reason: 'same matter' }, AT)],
  ])('SOL-6 OUT-5 show what is owed, also when the case is %s, until it is delivered', (_, end) => {
    const amount = { minor: 5_000, currency: 'CNY' };
    const owing = [logged(), granted('G1', { kind: 'refund', amount }, AT), end];
    expect(listed(...owing)).toMatchObject({
      ...{ open: true, owing: true, owed: [{ grant: 'G1', kind: 'refund', worth: amount }] },
    });
    const delivered = told('CompensationDelivered', { grant: 'G1', reference: 'Till' }, AT);
    expect(listed(...owing, delivered)).toMatchObject({ open: false, owing: false, owed: [] });
  });

  it('hold no personal data (PRI-1)', () => {
    const text = JSON.stringify(listed(logged(), classified()));
    for (const personal of PERSONAL) expect(text).not.toContain(personal);
  });

  it('go on to the next clock when one is met', () => {
    const document = listed(logged(), clockSet('resolve', LATE), clockSet('dispatch', SOON), met('dispatch'));
    expect(document).toMatchObject({ nextDueAt: LATE, nextDueClock: 'resolve' });
  });

  it('have no next due time without a running clock', () => {
    expect(listed(logged(), clockSet('dispatch', SOON), met('dispatch'))).not.toHaveProperty('nextDueAt');
  });

  it('CLK-6: show a missed clock until the matter is done', () => {
    const story = [logged(), clockSet('resolve', SOON), breached('resolve', SOON)];
    expect(listed(...story)).toMatchObject({ breached: true, breachedClocks: ['resolve'], nextDueAt: SOON });
    expect(listed(...story, met('resolve'))).toMatchObject({ breached: false, breachedClocks: [] });
  });

  it('LIF-5: take back a withdrawn breach', () => {
    const withdrawn = told(
      'BreachWithdrawn',
      { clock: 'resolve', kind: 'resolve', reason: 'recorded late' },
      AT,
    );
    const document = listed(logged(), clockSet('resolve', SOON), breached('resolve', SOON), withdrawn);
    expect(document).toMatchObject({ breached: false });
  });

  it('CLK-9: do not count a paused clock as the next due one', () => {
    const story = [
      logged(),
      clockSet('resolve', LATE),
      clockSet('dispatch', SOON),
      moved('dispatch', 'paused'),
    ];
    expect(listed(...story)).toMatchObject({ nextDueAt: LATE });
    expect(listed(...story, moved('dispatch', 'resumed'))).toMatchObject({ nextDueAt: SOON });
  });

  it('CLK-8: a promotion is no deadline to be kept', () => {
    const promotion = clockSet('one-month', SOON, { kind: 'promotion', onDue: 'promote' });
    const document = listed(logged(), promotion);
    expect(document?.clocks).toHaveLength(1);
    expect(document).not.toHaveProperty('nextDueAt');
  });

  it.each([
    ['closed', closed],
    ['withdrawn', told('CaseWithdrawn', { reason: 'moved away' }, AT)],
    ['merged', told('CaseMerged', { into: 'AAAA-BBBB-CCCC', reason: 'same matter' }, AT)],
    [
      'inadmissible',
      told('CaseDeclaredInadmissible', { ground: 'court', explanation: 'x', method: 'phone' }, AT),
    ],
  ] as const)('LIF-2: leave the list when %s', (stage, ending) => {
    expect(listed(logged(), ending)).toMatchObject({ open: false, stage });
  });

  it('OUT-6: come back as they were when reopened', () => {
    const reopened = told('CaseReopened', { cause: 'newFacts', reason: 'again' }, AT);
    const document = listed(logged(), classified(), closed, told('CaseArchived', {}, AT), reopened);
    expect(document).toMatchObject({ open: true, stage: 'classified', severity: 'minor', reopened: 1 });
  });

  it('INT-11: an imported case with its outcome is not open', () => {
    const outcome = told('HistoricOutcomeRecorded', { response: 'Closed', relief: 'none' }, 'unknown');
    const late = breached('historic', SOON, { foundBy: 'import' });
    expect(listed(logged(), outcome, late)).toMatchObject({ open: false, breached: false });
  });

  describe('abandoned contacts (INT-8)', () => {
    const abandoned = told(
      'ContactAbandoned',
      { procedure: complaint().procedure, channel: 'phone' },
      RECEIVED,
    );
    const calledBack = (reached: boolean): Told => told('CallbackMade', { reached }, AT);

    it('are listed until the complaint is logged or the contact is ended', () => {
      expect(listed(abandoned)).toMatchObject({
        open: true,
        stage: 'awaitingCallback',
        receivedAt: RECEIVED,
      });
      expect(listed(abandoned, calledBack(false))).toMatchObject({ open: true });
      expect(listed(abandoned, calledBack(true))).toMatchObject({ open: true });
      const ended = told('ContactEnded', { why: 'nothingWanted', reason: 'Asked the way' }, AT);
      expect(listed(abandoned, calledBack(true), ended)).toMatchObject({ open: false, stage: 'closed' });
      expect(listed(abandoned, calledBack(true), ended, abandoned)).toMatchObject({ open: true });
      expect(listed(abandoned, ended, logged())).toMatchObject({ open: true, stage: 'received' });
    });

    it('are open again when the caller then complains', () => {
      expect(listed(abandoned, calledBack(true), logged())).toMatchObject({ open: true, stage: 'received' });
    });
  });
});
