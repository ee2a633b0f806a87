import { describe, expect, it } from 'vitest';
import type { BreachEffect, ClockRule, Procedure } from '#procedures';
import { clockOf, eventsOf, historyOf, schedulerRuns } from '../../testing/clocks.ts';
import {
  GENERAL_MANAGER,
  OFFICE_DIRECTOR,
  residentialProperty,
  story,
  type Story,
} from '../../testing/story.ts';

const MINOR = { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' };
const MAJOR = { category: 'accident', severity: 'major', criterion: 'serious-loss' };

const withClock = (id: string, change: Partial<ClockRule>): Procedure => ({
  ...residentialProperty,
  clocks: residentialProperty.clocks.map((rule) => (rule.id === id ? { ...rule, ...change } : rule)),
});

describe('an answer clock per level (AUT-4)', () => {
  const byLevel = {
    'affairs-supervisor': { elapsedMinutes: 120 },
    'general-manager': { elapsedMinutes: 1440 },
  };
  const up = (told: Story) =>
    told.do('EscalateToManager', {
      ...{ reason: 'unresolved', explanation: 'No agreement', complainantTold: true },
    });

  it('AUT-4 each level that is asked answers by its own time, and one without a time by none', () => {
    const told = story(withClock('level-answer', { allowance: { byLevel } })).opened();
    up(told.do('ClassifyCase', MINOR));
    expect(clockOf(told, 'level-answer:E1')).toMatchObject({
      ...{ allowance: { elapsedMinutes: 120 }, dueAt: '2026-09-01T03:00:00.000Z' },
    });
    up(told);
    expect(eventsOf(told, 'DeadlineSet').filter(({ data }) => data.clock === 'level-answer:E2')).toEqual([]);
    up(told);
    expect(clockOf(told, 'level-answer:E3')).toMatchObject({ dueAt: '2026-09-02T01:00:00.000Z' });
  });
});

describe('what a miss brings about (CLK-7)', () => {
  const missed = (...breachEffects: readonly BreachEffect[]): Story => {
    const told = story(withClock('acknowledge', { breachEffects })).opened().do('ClassifyCase', MINOR);
    return schedulerRuns(told, '2026-09-01T10:30:00+08:00');
  };

  it('CLK-7 a level that the procedure names hears of it and has not to answer for the case', () => {
    const told = missed({ notify: 'office-director' });
    expect(eventsOf(told, 'BreachReported').map(({ data }) => data)).toEqual([
      {
        ...{ clock: 'acknowledge', kind: 'acknowledge', level: 'office-director' },
        dueAt: '2026-09-01T02:00:00.000Z',
      },
    ]);
    expect(told.record.level).toBe('frontline');
  });

  it('CLK-7 it goes to the level that is named, past those between, and from there no further', () => {
    const told = missed({ escalateTo: 'general-manager' });
    expect(eventsOf(told, 'EscalatedToManager').map(({ data }) => data)).toMatchObject([
      { from: 'frontline', to: 'general-manager', automatic: true, directRoute: 'CLK-7' },
    ]);
    const again = missed('escalate', { escalateTo: 'affairs-supervisor' });
    expect(eventsOf(again, 'EscalatedToManager').map(({ data }) => data.to)).toEqual(['affairs-supervisor']);
    expect(eventsOf(again, 'EscalatedToManager')[0]?.data.directRoute).toBeUndefined();
  });

  it('CLK-7 a case that a higher level has already stays there', () => {
    const told = story(withClock('acknowledge', { breachEffects: [{ escalateTo: 'affairs-supervisor' }] }));
    told.opened().do('ClassifyCase', MINOR);
    const up = { reason: 'unresolved', explanation: 'No agreement', complainantTold: true } as const;
    told.do('EscalateToManager', up).do('EscalateToManager', up).accepted();
    schedulerRuns(told, '2026-09-01T10:30:00+08:00');
    expect(historyOf(told, 'acknowledge')).toContain('DeadlineBreached');
    expect(told.record.level).toBe('office-director');
  });

  it('INV-4 whoever is complained about does not hear of it, but the level above does', () => {
    const told = story(withClock('acknowledge', { breachEffects: [{ notify: 'affairs-supervisor' }] }));
    told.opened({ respondents: [{ kind: 'person', level: 'office-director' }] });
    schedulerRuns(told, '2026-09-01T10:30:00+08:00');
    expect(eventsOf(told, 'BreachReported').map(({ data }) => data.level)).toEqual(['general-manager']);
  });
});

describe('several levels told (DIS-3)', () => {
  const both: Procedure = {
    ...residentialProperty,
    routing: {
      ...residentialProperty.routing,
      notify: [
        { severity: 'major', level: 'office-director' },
        { severity: 'major', level: 'general-manager' },
      ],
    },
  };
  const tells = (told: Story, { id, roles: [level = ''] }: typeof OFFICE_DIRECTOR) =>
    told.do('NotifyManager', { level, manager: id, method: 'phone' });

  it.each([[[GENERAL_MANAGER, OFFICE_DIRECTOR]], [[OFFICE_DIRECTOR, GENERAL_MANAGER]]])(
    'DIS-3 the clock goes on until each of them has heard',
    ([first = OFFICE_DIRECTOR, second = OFFICE_DIRECTOR]) => {
      const told = story(both).opened().do('ClassifyCase', MAJOR);
      tells(told, first);
      expect(clockOf(told, 'notify-manager').status).toBe('running');
      tells(told, second);
      expect(clockOf(told, 'notify-manager').status).toBe('met');
    },
  );

  it('INV-4 of several, one who is complained about is left out', () => {
    const told = story(both).opened({ respondents: [{ kind: 'person', level: 'office-director' }] });
    told.do('ClassifyCase', MAJOR);
    tells(told, OFFICE_DIRECTOR).refused('level-too-low', 'DIS-3');
    tells(told, GENERAL_MANAGER);
    expect(clockOf(told, 'notify-manager').status).toBe('met');
  });
});

describe('several calendars (CLK-2)', () => {
  it('CLK-2 a clock counts by the calendar that its rule names, also when it is explained or moved', () => {
    const hotline: Procedure['calendar'] = {
      ...{ holidays: 'none' as const, workingWeekdays: [1, 2, 3, 4, 5, 6, 7] },
      openingHours: [['06:00', '22:00']],
    };
    const allowance = { openMinutes: 600 };
    const procedure = {
      ...withClock('acknowledge', { allowance, calendar: 'hotline' }),
      calendars: { hotline },
    };
    const told = story(procedure).at('2026-09-01T17:00:00+08:00').opened();
    expect(clockOf(told, 'acknowledge').dueAt).toBe('2026-09-02T03:00:00.000Z');
    const office = story(withClock('acknowledge', { allowance })).at('2026-09-01T17:00:00+08:00').opened();
    expect(clockOf(office, 'acknowledge').dueAt).toBe('2026-09-02T10:00:00.000Z');
  });
});

describe('clocks on the way (CLK-10)', () => {
  it('CLK-10 whoever receives it passes it on within half an hour, before anybody has classified it', () => {
    const passing: ClockRule = {
      ...{ id: 'pass-on', kind: 'handOver', title: 'Pass the record on', rule: 'CLK-10' },
      ...{ starts: 'received', stops: ['handedOver', 'resolved'], allowance: { elapsedMinutes: 30 } },
      ...{
        orAsRequested: false,
        onDue: 'breach',
        breachEffects: [],
        repeats: false,
        responsible: 'receiver',
      },
      ...{ pausable: false, counts: 'fromStart', onReopening: 'goesOn', goesOnAfter: [] },
    };
    const told = story({ ...residentialProperty, clocks: [passing] }).opened();
    told.at('2026-09-01T09:20:00+08:00').do('HandOverComplaint', {
      ...{ from: 'receiver-1', to: 'receiver-2', reason: 'Sales' },
    });
    expect(clockOf(told, 'pass-on').status).toBe('met');
  });
});
