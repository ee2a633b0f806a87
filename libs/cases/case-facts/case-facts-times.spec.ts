import { describe, expect, it } from 'vitest';
import { documentOf, recorded, told, type Told } from '../testing/recorded.ts';
import { logged, imported, resolved, SETTLED as AT } from '../testing/stories.ts';
import { caseFactsProjection } from './case-facts.projection.ts';
import type { CaseFacts } from './case-facts.ts';

const projection = caseFactsProjection({ zoneOf: () => 'Asia/Shanghai', pepper: 'pepper' });
const facts = (...events: readonly Told[]): CaseFacts | undefined => documentOf(projection, recorded(events));

const reopened = told(
  'CaseReopened',
  { cause: 'unsatisfied', reason: 'still broken' },
  '2026-10-05T08:00:00.000Z',
);
const acknowledged = (at: string): Told => told('AcknowledgementSent', { method: 'phone' }, at);

describe('times in case facts (REP-3)', () => {
  it('measure from receipt to acknowledgement, first answer and resolution', () => {
    const offered = told('SolutionOffered', { option: 'S1', method: 'phone' }, '2026-09-30T09:30:00.000Z');
    const notified = told(
      'OutcomeNotified',
      { to: 'complainant', method: 'phone', summary: 'x', written: false },
      AT,
    );
    expect(
      facts(logged(), acknowledged('2026-09-30T09:05:00.000Z'), offered, resolved(AT), notified),
    ).toMatchObject({
      timing: {
        acknowledge: { status: 'counted', minutes: 10 },
        reply: { status: 'counted', minutes: 35 },
        resolve: { status: 'counted', minutes: 65 },
      },
      acknowledgedAt: '2026-09-30T09:05:00.000Z',
      resolvedAt: AT,
    });
  });

  it('LIF-5: count the earliest acknowledgement, also when it is recorded later', () => {
    const document = facts(
      logged(),
      acknowledged(AT),
      acknowledged('2026-09-30T09:00:00.000Z'),
      acknowledged(AT),
    );
    expect(document?.timing.acknowledge).toEqual({ status: 'counted', minutes: 5 });
  });

  it('INT-11: measure nothing from a day without a time', () => {
    expect(facts(logged({}, '2026-09-30'), acknowledged(AT))?.timing.acknowledge).toEqual({
      status: 'unknown',
    });
    const document = facts(logged(), acknowledged('2026-09-30'), acknowledged(AT));
    expect(document?.timing.acknowledge).toEqual({ status: 'unknown' });
    expect(document).not.toHaveProperty('acknowledgedAt');
  });

  it('tell what has not happened yet from what is unknown', () => {
    expect(facts(logged())?.timing.resolve).toEqual({ status: 'notYet' });
    expect(facts(imported('2024-03-01'))?.timing.resolve).toEqual({ status: 'unknown' });
  });

  it('OUT-6: are unresolved while reopened, and resolved by the last resolution', () => {
    const story = [logged(), resolved(AT, true), reopened];
    expect(facts(...story)).toMatchObject({
      ...{
        reopening: 'reopened',
        reopened: 1,
        firstContactSettled: false,
        timing: { resolve: { status: 'notYet' } },
      },
    });
    expect(facts(...story)).not.toHaveProperty('resolvedAt');
    const again = facts(...story, resolved('2026-10-06T08:55:00.000Z', true));
    expect(again).toMatchObject({ reopening: 'reopened', firstContactSettled: false });
    expect(again?.timing.resolve).toEqual({ status: 'counted', minutes: 6 * 24 * 60 });
  });

  it('REP-3: count as reopened only what was settled before', () => {
    const withdrawn = [logged(), told('CaseWithdrawn', { reason: 'x' }, AT), reopened];
    expect(facts(...withdrawn)).toMatchObject({ reopening: 'notYet', reopened: 1 });
    expect(facts(...withdrawn, resolved(AT))).toMatchObject({ reopening: 'never' });
    expect(facts(...withdrawn, resolved(AT), reopened)).toMatchObject({ reopening: 'reopened' });
  });

  it.each([
    told('CaseWithdrawn', { reason: 'It works' }, AT),
    told('CaseDeclaredInadmissible', { ground: 'in-court', explanation: 'x', method: 'phone' }, AT),
    told('CaseMerged', { into: 'AAAA-BBBB-CCCC', reason: 'x' }, AT),
  ])('LIF-2: are ended without a resolution, not unresolved for ever, by $type', (ending) => {
    const resolve = (...events: readonly Told[]) => facts(...events)?.timing.resolve;
    expect(resolve(logged(), ending)).toEqual({ status: 'ended' });
    expect(resolve(logged(), ending, reopened)).toEqual({ status: 'notYet' });
    const back = told('MergeReversed', { merge: 'M1', from: 'X', cases: ['A'], reason: 'x' }, AT);
    expect(resolve(logged(), ending, back)).toEqual({ status: 'notYet' });
    expect(resolve(logged(), resolved(AT), ending)).toMatchObject({ status: 'counted' });
  });
});
