import { describe, expect, it } from 'vitest';
import { instantOf, millisOf } from '#event-sourcing';
import { classifiedAs, clockOf, eventsOf, schedulerRuns } from '../testing/clocks.ts';
import { GENERAL_MANAGER, OFFICE_DIRECTOR, RECEIVER, story, type Story } from '../testing/story.ts';

describe('what a miss triggers (CLK-7)', () => {
  it.each([5, 65])(
    'CLK-6 AUT-4 leaves who answers as it was, with a scheduler every %s minutes',
    (minutes) => {
      const told = classifiedAs('minor').do('DispatchCase', { department: 'engineering' });
      const begin = millisOf(told.now);
      for (let passed = minutes; passed <= 65; passed += minutes)
        schedulerRuns(told, instantOf(begin + passed * 60_000));
      const misses = eventsOf(told, 'DeadlineBreached').map(({ data }) => data);
      expect(misses.find(({ kind }) => kind === 'receipt')).toBeDefined();
      expect(told.record.levelAwaited).toBe(true);
      expect(misses.find(({ kind }) => kind === 'acknowledge')?.responsible).toEqual({
        ...{ role: 'receiver', person: 'receiver-1', department: 'engineering' },
      });
    },
  );

  it('CLK-6 DIS-5 is laid on the owner as long as no department has the case', () => {
    const missed = (told: Story) =>
      eventsOf(schedulerRuns(told, '2026-09-03T09:00:01+08:00'), 'DeadlineBreached').find(
        ({ data }) => data.clock === 'resolve-minor',
      )?.data.responsible;
    expect(missed(classifiedAs('minor'))).toEqual({ role: 'owner', person: RECEIVER.id });
    const sent = classifiedAs('minor').do('DispatchCase', { department: 'engineering' });
    expect(missed(sent.do('SignReceipt', { dispatch: 'D1' }).ignored())).toMatchObject({
      ...{ role: 'department', department: 'engineering' },
    });
  });

  it('CLK-7 escalates one level where the procedure says so', () => {
    const told = schedulerRuns(classifiedAs('important'), '2026-09-04T09:00:00+08:00');
    expect(eventsOf(told, 'EscalatedToManager').map(({ data }) => data)).toEqual([
      {
        ...{ from: 'frontline', to: 'affairs-supervisor', reason: 'breach', automatic: true },
        ...{ complainantTold: false, explanation: 'The clock "resolve" ran out at 2026-09-04T01:00:00.000Z' },
      },
    ]);
    expect(clockOf(told, 'level-answer:E1').dueAt).toBe('2026-09-05T01:00:00.000Z');
  });

  it('CLK-7 AUT-4 climbs by unanswered levels until the top, and ends there with the breach', () => {
    const told = classifiedAs('important');
    for (const day of ['04', '05', '06', '07', '08', '09'])
      schedulerRuns(told, `2026-09-${day}T09:00:00+08:00`);
    expect(eventsOf(told, 'EscalatedToManager').map(({ data }) => data.to)).toEqual([
      'affairs-supervisor',
      'office-director',
      'general-manager',
    ]);
    const unanswered = eventsOf(told, 'DeadlineBreached').filter(({ data }) => data.kind === 'levelAnswer');
    expect(unanswered.map(({ data }) => [data.clock, data.responsible.role])).toEqual([
      ['level-answer:E1', 'affairs-supervisor'],
      ['level-answer:E2', 'office-director'],
      ['level-answer:E3', 'general-manager'],
    ]);
    expect(clockOf(told, 'level-answer:E1')).toMatchObject({ status: 'cancelled', cancelledFor: 'replaced' });
    expect(clockOf(told, 'level-answer:E3')).toMatchObject({ status: 'running', breached: true });
  });

  it('AUT-4 the answer of the level stops its clock, and a later escalation starts another', () => {
    const told = classifiedAs('important').do('EscalateToManager', {
      ...{ reason: 'authority', explanation: 'Too much for us', complainantTold: true },
    });
    told.by(OFFICE_DIRECTOR).do('DecideEscalation', { decision: 'Send two engineers' });
    expect(clockOf(told, 'level-answer:E1').status).toBe('met');
    told
      .by(RECEIVER)
      .do('EscalateToManager', { reason: 'unresolved', explanation: 'No', complainantTold: true });
    // In the same minute: the answer before it is not the answer to this escalation.
    expect(clockOf(told, 'level-answer:E2').status).toBe('running');
    told.by(GENERAL_MANAGER).do('ReturnEscalation', { instruction: 'Repair it tonight' });
    expect(clockOf(told, 'level-answer:E2').status).toBe('met');
  });

  it('CLK-7 raises the severity where the procedure says so, and counts anew from the original start', () => {
    const procedure = raising();
    const told = schedulerRuns(classifiedAs('minor', {}, procedure), '2026-09-03T09:00:00+08:00');
    expect(eventsOf(told, 'SeverityChanged').map(({ data }) => data)).toMatchObject([
      { from: 'minor', to: 'important', cause: 'breach' },
    ]);
    // What was missed stays on the list until it is done (REP-1).
    expect(clockOf(told, 'resolve-minor')).toMatchObject({ status: 'running', breached: true });
    expect(clockOf(told, 'resolve')).toMatchObject({ status: 'running', dueAt: '2026-09-04T01:00:00.000Z' });
  });

  it('CLK-7 raises the most serious no further', () => {
    const told = schedulerRuns(classifiedAs('major', {}, raising()), '2026-09-30T09:00:00+08:00');
    expect(eventsOf(told, 'SeverityChanged')).toEqual([]);
    expect(clockOf(told, 'resolve').breached).toBe(true);
  });
});

/** Every miss raises the severity. */
const raising = () => {
  const { procedure } = story();
  return {
    ...procedure,
    clocks: procedure.clocks.map((rule) =>
      rule.kind === 'resolve' ? { ...rule, breachEffects: ['raiseSeverity'] as const } : rule,
    ),
  };
};
