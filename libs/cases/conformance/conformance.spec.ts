import { describe, expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import { registryOf } from '#procedures';
import type { RecordedCaseEvent } from '../case/events.ts';
import { classifiedAs, schedulerRuns } from '../testing/clocks.ts';
import { Company } from '../testing/company.ts';
import { CASE_ID, recorded, told } from '../testing/recorded.ts';
import { later, storyAt } from '../testing/stages.ts';
import { granted, logged } from '../testing/stories.ts';
import {
  AFFAIRS_SUPERVISOR, ENGINEER, GENERAL_MANAGER, OFFICE_DIRECTOR, residentialProperty, type Story,
} from '../testing/story.ts'; // prettier-ignore
import { conformanceOf } from './conformance.ts';
import { Counts } from './counted.ts';

const ports = (at: string, procedures = [residentialProperty]) => ({
  procedures: registryOf(procedures),
  organisation: new Company(residentialProperty).organisation,
  at: instant(at),
});
const LATER = '2026-12-01T00:00:00Z';
const held = (events: readonly RecordedCaseEvent[], at = LATER, procedures = [residentialProperty]) => {
  const found = conformanceOf(CASE_ID, events, ports(at, procedures));
  const of = (kind: string, name: string) =>
    found?.obligations.find((each) => each.kind === kind && each.name === name);
  const typesOf = (revisions: readonly string[] = []) => revisions.map((each) => events[Number(each)]?.type);
  const shownBy = (kind: string, name: string) => typesOf(of(kind, name)?.events);
  return { found, of, shownBy, stands: (kind: string, name: string) => of(kind, name)?.standing };
};
// What a stored event has besides, nothing here looks at.
const eventsOf = ({ events }: Story) =>
  events.map((event, revision) => ({ ...event, revision }) as unknown as RecordedCaseEvent);

describe('the procedure held against what happened in a case (ARC-2)', () => {
  it('ARC-2 tells of every obligation how it stands, with the events that show it', () => {
    const { stands, shownBy, found } = held(eventsOf(storyAt('archived')));
    expect([stands('clock', 'classify'), stands('clock', 'dispatch'), stands('clock', 'resolve-minor')]).toEqual([
      'met', 'met', 'met',
    ]); // prettier-ignore
    expect(shownBy('clock', 'classify')).toEqual(['DeadlineSet', 'DeadlineMet']);
    expect([stands('receipt', 'receiptSigned'), shownBy('receipt', 'receiptSigned')]).toEqual([
      'met',
      ['CaseDispatched', 'DispatchReceiptSigned', 'FormHandedBack'],
    ]);
    expect([stands('resolving', 'concluded'), shownBy('resolving', 'concluded')]).toEqual([
      'met',
      ['InvestigationConcluded'],
    ]);
    expect(stands('resolving', 'findingRecorded')).toBe('notApplicable');
    expect([stands('followUp', 'followedUp'), shownBy('followUp', 'followedUp')]).toEqual([
      'met',
      ['FollowUpRecorded'],
    ]);
    expect(['outcomeNotified', 'receiptsReturned'].map((name) => shownBy('closing', name))).toEqual([
      ['OutcomeNotified'],
      ['FormHandedBack'],
    ]);
    expect(stands('closing', 'writtenResponse')).toBe('notApplicable');
    // What no clock was ever set for is told too: nothing is left out.
    const rules = new Set(found?.obligations.filter(({ kind }) => kind === 'clock').map(({ name }) => name));
    expect(residentialProperty.clocks.filter(({ id }) => !rules.has(id))).toEqual([]);
  });

  it('CLK-6 tells what was met late from what was missed, and from what is not due', () => {
    const late = schedulerRuns(classifiedAs('minor'), '2026-09-01T12:00:00+08:00');
    const missed = held(eventsOf(late), '2026-09-01T12:00:00+08:00');
    expect([missed.stands('clock', 'dispatch'), missed.stands('clock', 'resolve-minor')]).toEqual([
      'missed',
      'notDue',
    ]);
    const sent = late.do('DispatchCase', {}).accepted();
    expect(held(eventsOf(sent), '2026-09-01T12:00:00+08:00').stands('clock', 'dispatch')).toBe('metLate');
    expect(missed.stands('clock', 'clear-answer')).toBe('notApplicable');
  });

  it('CLK-6 time that has run out is missed before anybody has found it', () => {
    const { stands, shownBy } = held(eventsOf(classifiedAs('minor')), '2026-09-01T12:00:00+08:00');
    expect([stands('clock', 'dispatch'), shownBy('clock', 'dispatch')]).toEqual(['missed', ['DeadlineSet']]);
  });

  it('DIS-3 OUT-2 tells what was gone on without when the case was closed', () => {
    const events = eventsOf(storyAt('closed')).map((event) =>
      event.type === 'ComplaintLogged' ? { ...event, data: { ...event.data, channel: 'letter' } } : event,
    ) as readonly RecordedCaseEvent[];
    expect(held(events).of('closing', 'writtenResponse')).toMatchObject({ standing: 'missed', events: [] });
    const important = held(eventsOf(classifiedAs('important')));
    expect(important.stands('notification', 'office-director')).toBe('notDue');
    expect(important.stands('notification', 'general-manager')).toBe('notApplicable');
  });

  it('AUT-5 tells of every plan whose approval it needed and who gave it', () => {
    const amount = { minor: 300_000, currency: 'CNY' };
    const plan = storyAt('investigated')
      .do('PrepareSolutions', { options: [{ description: 'Pay', remedy: { kind: 'refund', amount } }] })
      .accepted();
    expect(held(eventsOf(plan)).of('approval', 'office-director')).toMatchObject({
      standing: 'notDue',
      events: [],
    });
    const offered = plan
      .letting(OFFICE_DIRECTOR, 'ApprovePlan', {})
      .letting(OFFICE_DIRECTOR, 'OfferSolution', { method: 'phone' })
      .accepted();
    const { stands, shownBy } = held(eventsOf(offered));
    expect([stands('approval', 'office-director'), shownBy('approval', 'office-director')]).toEqual([
      'met',
      ['PlanApproved'],
    ]);
    const without = eventsOf(offered).filter(({ type }) => type !== 'PlanApproved');
    expect(held(without).stands('approval', 'office-director')).toBe('missed');
    expect(stands('approval', 'general-manager')).toBe('notApplicable');
  });

  it('SOL-4 AUT-3 tells of each decision whose authority it needed and whose it had', () => {
    const amount = { minor: 20_000, currency: 'CNY' };
    const told = storyAt('investigated').letting(AFFAIRS_SUPERVISOR, 'GrantCompensation', {
      remedy: { kind: 'refund', amount },
      reason: 'Fair',
    });
    const [decision] = held(eventsOf(told.accepted())).found?.decisions.slice(-1) ?? [];
    expect(decision).toMatchObject({
      ...{ type: 'CompensationGranted', on: 'grant', covered: 'inPerson' },
      needed: { level: 'affairs-supervisor' },
      had: { levels: ['affairs-supervisor'], by: { id: AFFAIRS_SUPERVISOR.id } },
      authority: { caseTotal: amount },
    });
  });

  it('AUT-4 what was decided above is carried out below, by the decision that covers it', () => {
    const told = classifiedAs('major')
      .letting(AFFAIRS_SUPERVISOR, 'EscalateToManager', {
        to: 'general-manager',
        reason: 'authority',
        explanation: 'x',
        complainantTold: true,
      })
      .letting(GENERAL_MANAGER, 'DecideEscalation', { decision: 'Repair it' })
      .do('DispatchCase', {})
      .letting(ENGINEER, 'SignReceipt', { dispatch: 'D1' })
      .do('RecordFinding', { kind: 'inspection', content: 'The sensor is worn.', evidence: [] })
      .letting(AFFAIRS_SUPERVISOR, 'ConcludeInvestigation', {
        ...{
          outcome: 'notSubstantiated',
          responsibility: 'nobody',
          rootCause: 'unfounded',
          explanation: 'x',
        },
      })
      .letting(AFFAIRS_SUPERVISOR, 'ResolveCase', { summary: 'x' })
      .accepted();
    const decisions = held(eventsOf(later(told))).found?.decisions ?? [];
    const answered = decisions.find(({ type }) => type === 'EscalationDecided');
    expect(answered).toMatchObject({
      covered: 'inPerson',
      needed: { level: 'general-manager', rule: 'AUT-4' },
    });
    expect(decisions.find(({ type }) => type === 'CaseResolved')).toMatchObject({
      ...{ covered: 'byDecision', coveredBy: answered?.event },
      needed: { level: 'general-manager', because: 'major-matters' },
      had: { levels: ['affairs-supervisor'] },
    });
  });

  it('SOL-4 names a decision that nobody had the authority for', () => {
    const grant = granted(
      'G1',
      { kind: 'refund', amount: { minor: 400_000, currency: 'CNY' } },
      '2026-10-01T08:00:00Z',
    );
    const { found } = held(recorded([logged(), grant]));
    expect(found?.decisions).toMatchObject([
      { covered: 'lacking', needed: { level: 'general-manager' }, had: { levels: ['office-director'] } },
    ]);
  });

  it('D13 judges nothing by rules that are not there any more', () => {
    const { found } = held(eventsOf(storyAt('closed')), LATER, []);
    expect(found?.rulesMissing).toBe(true);
    expect(new Set(found?.obligations.map(({ kind }) => kind))).toEqual(new Set(['clock']));
    expect(found?.decisions).toEqual([]);
  });

  it('ARC-2 is nothing where there is no case', () => {
    expect(held([]).found).toBeUndefined();
    const called = told(
      'ContactAbandoned',
      { procedure: { id: 'residential-property', version: 1 }, channel: 'phone' },
      '2026-10-01T08:00:00Z',
    );
    expect(held(recorded([called])).found?.obligations.every(({ kind }) => kind === 'clock')).toBe(true);
  });

  it('ARC-2 counts the cases of a month, each obligation and each decision by how it stands', () => {
    const counts = new Counts();
    for (const events of [eventsOf(storyAt('closed')), eventsOf(classifiedAs('minor'))])
      counts.add(conformanceOf(CASE_ID, events, ports('2026-09-01T12:00:00+08:00')));
    counts.add(undefined);
    const { cases, unread, obligations, decisions } = counts.told();
    expect([cases, unread]).toEqual([2, 1]);
    expect(obligations.find(({ kind, name }) => kind === 'clock' && name === 'dispatch')).toEqual({
      ...{ procedure: 'residential-property', kind: 'clock', name: 'dispatch' },
      ...{ met: 1, metLate: 0, missed: 1, notDue: 0, notApplicable: 0 },
    });
    expect(decisions.find(({ name }) => name === 'matter')).toMatchObject({ lacking: 0, byDecision: 1 });
  });
});
