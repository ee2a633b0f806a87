import { describe, expect, it } from 'vitest';
import { instant, type Instant } from '#event-sourcing';
import { textOfFile, withFigures, type Procedure } from '#procedures';
import type { RecordedCaseEvent } from '../case/events.ts';
import { classifiedAs, schedulerRuns } from '../testing/clocks.ts';
import { Company } from '../testing/company.ts';
import {
  AFFAIRS_SUPERVISOR,
  ENGINEER,
  RECEIVER,
  residentialProperty,
  shippedProcedure,
  type Story,
} from '../testing/story.ts';
import { storyAt } from '../testing/stages.ts';
import { Tally } from './totals.ts';
import { whatIf } from './what-if.ts';

const text = textOfFile(
  new URL('../../procedures/shipped/residential-property.yaml', import.meta.url).pathname,
);
const withChanges = (...changes: readonly string[]): Procedure => withFigures('changed', text, changes);

// What a stored event has besides, nothing here looks at.
const eventsOf = ({ events }: Story) =>
  events.map((event, revision) => ({ ...event, revision }) as unknown as RecordedCaseEvent);

const LATER = instant('2026-09-01T18:00:00+08:00');
const { organisation } = new Company(residentialProperty);

function compared(told: Story, other: Procedure, until: Instant = LATER) {
  const rules = { own: () => residentialProperty, other: () => other };
  const found = whatIf(eventsOf(told), rules, { organisation, until });
  if (found.outcome !== 'compared') throw new Error(found.outcome);
  const tally = new Tally();
  tally.add(found.before, found.after, found.differences);
  return { ...found, told: tally.told() };
}

/** Logged at 09:00, acknowledged at 09:30, dispatched at 09:05 to a department that signs at 10:00; 400 yuan given at 11:00. */
const handled = (): Story =>
  schedulerRuns(
    schedulerRuns(
      classifiedAs('minor').at('2026-09-01T09:05:00+08:00').do('DispatchCase', {}).accepted(),
      '2026-09-01T09:36:00+08:00',
    )
      .at('2026-09-01T09:40:00+08:00')
      .by(RECEIVER)
      .do('SendAcknowledgement', { method: 'phone' })
      .accepted()
      .at('2026-09-01T10:00:00+08:00')
      .by(ENGINEER)
      .do('SignReceipt', { dispatch: 'D1', signedBy: 'engineer-1' })
      .accepted()
      .letting(AFFAIRS_SUPERVISOR, 'DecideEscalation', { decision: 'Repair it' })
      .at('2026-09-01T11:00:00+08:00')
      .letting(AFFAIRS_SUPERVISOR, 'GrantCompensation', {
        remedy: { kind: 'refund', amount: { minor: 40_000, currency: 'CNY' } },
        reason: 'Two days without a lift',
      })
      .accepted(),
    '2026-09-01T11:10:00+08:00',
  );

describe('what would have been different under other rules (D14)', () => {
  it('D14 nothing, where the rules are the same', () => {
    const { differences, told } = compared(handled(), withChanges());
    expect(differences).toEqual([]);
    expect(told.totals.filter(({ difference }) => difference !== 0)).toEqual([]);
  });

  it('D14 a shorter time is missed from then on, with the events that it follows from', () => {
    const { differences, told } = compared(handled(), withChanges('clocks.acknowledge.allowance=30m'));
    const typesOf = (revisions: readonly string[]) =>
      revisions.map((each) => handled().events[Number(each)]?.type);
    expect(differences.map(({ events: _, ...each }) => each)).toEqual([
      {
        ...{ what: 'dueTime', of: 'acknowledge' },
        ...{ before: '2026-09-01T02:00:00.000Z', after: '2026-09-01T01:30:00.000Z' },
      },
      { what: 'breach', of: 'acknowledge', after: '2026-09-01T01:30:00.000Z' },
    ]);
    expect(typesOf(differences[0]?.events ?? [])).toContain('AcknowledgementSent');
    expect(told.totals).toContainEqual({ what: 'breaches', before: 1, after: 2, difference: 1 });
  });

  it('D14 a longer time misses nothing, and brings no level in that nobody asked', () => {
    const { before, after, differences, told } = compared(
      handled(),
      withChanges('clocks.receipt.allowance=2h'),
    );
    expect([before.level, after.level]).toEqual(['affairs-supervisor', 'frontline']);
    expect(differences.map(({ what, of }) => [what, of])).toEqual([
      ['dueTime', 'receipt:D1'],
      ['dueTime', 'level-answer:E1'],
      ['breach', 'receipt:D1'],
      ['level', 'case'],
      // Nobody would have been asked.
      ['authority', 'EscalationDecided'],
    ]);
    expect(told.totals).toContainEqual({ what: 'escalations', before: 1, after: 0, difference: -1 });
  });

  it('D14 a lower limit: what was granted within it is beyond it, with the sum and the decision', () => {
    const { differences, told } = compared(
      handled(),
      withChanges('authority.compensation.affairs-supervisor=300.00'),
    );
    expect(
      differences.map(({ events, ...each }) => [
        each,
        events.map((at) => handled().events[Number(at)]?.type),
      ]),
    ).toEqual([
      [
        {
          ...{ what: 'authority', of: 'CompensationGranted', beyondAuthority: true },
          ...{ before: 'affairs-supervisor', after: 'office-director' },
        },
        ['CompensationGranted'],
      ],
    ]);
    expect(told.totals).toContainEqual({ what: 'beyondAuthority', before: 0, after: 1, difference: 1 });
    expect(told.beyondAuthority).toEqual([{ currency: 'CNY', before: 0, after: 40_000, difference: 40_000 }]);
  });

  it('D14 a level that has to approve, and a follow-up that is asked for no longer', () => {
    const offered = storyAt('solutionOffered');
    const { differences } = compared(offered, withChanges('approvals.0.when={ severities: [minor] }'));
    expect(differences.filter(({ what }) => what === 'approval')).toMatchObject([
      { after: 'missed' },
      { after: 'notDue' },
    ]);
    const closed = compared(storyAt('closed'), withChanges('closing.requires=[outcomeNotified]'));
    expect(closed.told.cases.map(({ what }) => what)).toContain('closing');
  });

  it('D14 a case that rests on what the other procedure does not know is left out, with what is missing', () => {
    const rules = { own: () => residentialProperty, other: () => shippedProcedure('bank') };
    expect(whatIf(eventsOf(handled()), rules, { organisation, until: LATER })).toEqual({
      outcome: 'unfit',
      missing: expect.arrayContaining(['severity "minor"']) as unknown,
    });
  });

  it('D14 of a case whose version is not there nothing is said', () => {
    const rules = { own: () => undefined, other: () => residentialProperty };
    expect(whatIf(eventsOf(handled()), rules, { organisation, until: LATER }).outcome).toBe('unknownRules');
  });
});
