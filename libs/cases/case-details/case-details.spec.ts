import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { instant } from '#event-sourcing';
import type { RecordedCaseEvent } from '../case/events.ts';
import { evolve, noCase } from '../case/evolve.ts';
import { arbitraryHistory } from '../testing/arbitrary-events.ts';
import { CASE_ID, project, recorded, told } from '../testing/recorded.ts';
import { classified, clockSet, logged, PERSONAL } from '../testing/stories.ts';
import { caseAsOf } from './as-of.ts';
import { caseDetailsProjection, type CaseHead } from './case-details.projection.ts';
import { isTimelinePage, type TimelineEntry, type TimelinePage } from './timeline.ts';

const SHANGHAI = (): string => 'Asia/Shanghai';

const documentsAfter = (events: readonly RecordedCaseEvent[]) =>
  [...project(caseDetailsProjection, events)].map(([id, { document }]) => ({ id, document }));
const headAfter = (events: readonly RecordedCaseEvent[]): CaseHead | undefined =>
  documentsAfter(events).find(({ id }) => !isTimelinePage(id))?.document as CaseHead | undefined;
const pagesAfter = (events: readonly RecordedCaseEvent[]): readonly TimelineEntry[] =>
  documentsAfter(events)
    .filter(({ id }) => isTimelinePage(id))
    .flatMap(({ document }) => (document as TimelinePage).timeline);

describe('case details', () => {
  it('show how the case stands, and every event with who, when and what', () => {
    const resolvedLate = told(
      'CaseResolved',
      { summary: 'repaired', settledAtOnce: false },
      '2026-10-01T08:00:00.000Z',
      {
        recordedAt: '2026-10-02T08:00:00.000Z',
        actor: { id: 'staff-9', role: 'engineer' },
      },
    );
    const events = recorded([logged(), classified(), resolvedLate]);
    const document = headAfter(events);
    expect(document).toMatchObject({ caseId: CASE_ID, revision: '2', updatedAt: '2026-10-02T08:00:00.000Z' });
    expect(document?.state).toMatchObject({
      status: 'logged',
      stage: 'resolved',
      complainant: { name: PERSONAL[0] },
    });
    const timeline = pagesAfter(events);
    expect(timeline.map(({ type }) => type)).toEqual(['ComplaintLogged', 'CaseClassified', 'CaseResolved']);
    expect(timeline.at(-1)).toEqual({
      ...{ revision: '2', position: '0000000000000003', type: 'CaseResolved', title: 'Resolved: repaired.' },
      ...{ happenedAt: '2026-10-01T08:00:00.000Z', recordedAt: '2026-10-02T08:00:00.000Z' },
      ...{ actor: { id: 'staff-9', role: 'engineer' }, data: { summary: 'repaired', settledAtOnce: false } },
    });
  });

  it('fold to the state that decisions are made on, whatever happened (D5)', () => {
    fc.assert(
      fc.property(arbitraryHistory(), (events) => {
        expect(headAfter(events)?.state).toEqual(events.reduce(evolve, noCase));
        expect(pagesAfter(events)).toEqual(caseAsOf(events, {}, SHANGHAI)?.timeline);
      }),
    );
  });
});

describe('a case as of a past moment (ARC-2, D11)', () => {
  const paperForm = told(
    'CaseClassified',
    { category: 'facilities/lift', severity: 'major' },
    '2026-09-30T10:00:00.000Z',
    {
      recordedAt: '2026-10-02T08:00:00.000Z',
    },
  );
  const ofADay = told('ValidityAssessed', { valid: true, reason: 'promised' }, '2026-10-03', {
    recordedAt: '2026-10-04T08:00:00.000Z',
  });
  const unknown = told(
    'CategoryChanged',
    { from: 'facilities/lift', to: 'fees/parking', reason: 'x' },
    'unknown',
    {
      recordedAt: '2026-10-05T08:00:00.000Z',
    },
  );
  const history = recorded([logged(), paperForm, ofADay, unknown]);
  const types = (asOf?: string, knownAt?: string): readonly string[] | undefined =>
    caseAsOf(
      history,
      { ...(asOf && { asOf: instant(asOf) }), ...(knownAt && { knownAt: instant(knownAt) }) },
      SHANGHAI,
    )?.timeline.map(({ type }) => type);

  it('is the present case without a moment', () => {
    expect(caseAsOf(history, {}, SHANGHAI)).toEqual({
      ...headAfter(history),
      timeline: pagesAfter(history),
    });
  });

  it('is nothing before the case began', () => {
    expect(types('2026-09-30T08:54:59.999Z')).toBeUndefined();
    expect(types(undefined, '2026-09-30T08:54:59.999Z')).toBeUndefined();
    expect(caseAsOf([], {}, SHANGHAI)).toBeUndefined();
  });

  it('what was true then counts from when it happened, up to and including the moment', () => {
    expect(types('2026-09-30T09:59:59.999Z')).toEqual(['ComplaintLogged']);
    expect(types('2026-09-30T10:00:00.000Z')).toEqual(['ComplaintLogged', 'CaseClassified']);
  });

  it('what the system knew then counts from when it was recorded', () => {
    expect(types(undefined, '2026-10-02T07:59:59.999Z')).toEqual(['ComplaintLogged']);
    expect(types(undefined, '2026-10-02T08:00:00.000Z')).toEqual(['ComplaintLogged', 'CaseClassified']);
  });

  it('both together: what the system knew on one day about another', () => {
    expect(types('2026-09-30T23:00:00.000Z', '2026-10-01T00:00:00.000Z')).toEqual(['ComplaintLogged']);
    expect(types('2026-09-30T23:00:00.000Z', '2026-10-03T00:00:00.000Z')).toEqual([
      'ComplaintLogged',
      'CaseClassified',
    ]);
  });

  it('CLK-2: a day without a time counts once it is over where the case is, an unknown time from the recording', () => {
    expect(types('2026-10-03T15:59:59.999Z')).toHaveLength(2);
    expect(types('2026-10-03T16:00:00.000Z')).toHaveLength(3);
    expect(types('2026-10-05T07:59:59.999Z')).toHaveLength(3);
    expect(types('2026-10-05T08:00:00.000Z')).toHaveLength(4);
  });

  it('is the fold of a prefix, when everything is recorded as it happens', () => {
    const live = recorded([
      logged(),
      classified('facilities/lift', 'minor', '2026-09-30T09:00:00.000Z'),
      clockSet('resolve', '2026-10-02T08:55:00.000Z'),
      told('CaseClosed', {}, '2026-10-01T09:00:00.000Z'),
    ]);
    expect(caseAsOf(live, { asOf: instant('2026-09-30T12:00:00.000Z') }, SHANGHAI)).toEqual({
      ...headAfter(live.slice(0, 3)),
      timeline: pagesAfter(live.slice(0, 3)),
    });
  });

  it('never grows smaller as the moment moves on', () => {
    fc.assert(
      fc.property(arbitraryHistory(), fc.date({ noInvalidDate: true }), fc.nat(), (events, date, later) => {
        const size = (asOf: number): number =>
          caseAsOf(events, { asOf: instant(new Date(asOf).toISOString()) }, SHANGHAI)?.timeline.length ?? 0;
        const at = Math.min(Math.max(date.getTime(), 0), 4e12);
        expect(size(at + later)).toBeGreaterThanOrEqual(size(at));
      }),
    );
  });
});
