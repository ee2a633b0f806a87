import { describe, expect, it } from 'vitest';
import { cn, due } from './testing/offices.ts';

describe('pauses and extensions', () => {
  const pause = (from: string, to?: string) => ({
    from: cn(from),
    ...(to === undefined ? {} : { to: cn(to) }),
    reason: 'waitingForComplainant',
  });

  it('CLK-9 opening hours lost to a pause, and only those, move the due time', () => {
    const startedAt = cn('2026-09-28T09:00');
    const base = { allowance: { openMinutes: 600 }, startedAt };
    expect(due(base).dueAt).toBe(cn('2026-09-29T11:00'));
    expect(due({ ...base, pauses: [pause('2026-09-28T12:00', '2026-09-28T13:00')] }).dueAt).toBe(
      cn('2026-09-29T11:00'),
    );
    expect(due({ ...base, pauses: [pause('2026-09-28T17:00', '2026-09-29T10:00')] }).dueAt).toBe(
      cn('2026-09-29T14:00'),
    );
  });

  it('CLK-9 a working day is lost when the clock stands still at its closing time', () => {
    const base = { allowance: { businessDays: 2 }, startedAt: cn('2026-09-21T10:00') };
    expect(due(base).dueAt).toBe(cn('2026-09-23T18:00'));
    expect(due({ ...base, pauses: [pause('2026-09-22T10:00', '2026-09-22T11:00')] }).dueAt).toBe(
      cn('2026-09-23T18:00'),
    );
    const overNight = due({ ...base, pauses: [pause('2026-09-22T10:00', '2026-09-23T11:00')] });
    expect(overNight.dueAt).toBe(cn('2026-09-24T18:00'));
    expect(overNight.intervals).toContainEqual({
      from: cn('2026-09-22T00:00'),
      to: cn('2026-09-23T00:00'),
      counts: false,
      why: 'paused',
      note: 'waitingForComplainant',
    });
  });

  it('CLK-9 a time of day goes to the next one at which the clock runs', () => {
    const pauses = [pause('2026-09-30T16:58', '2026-09-30T17:30')];
    expect(due({ allowance: { dailyBy: '17:00' }, pauses }).dueAt).toBe(cn('2026-10-01T17:00'));
    expect(due({ allowance: { sameDay: true }, pauses }).dueAt).toBe(cn('2026-10-01T00:00'));
  });

  it('CLK-9 while a pause goes on, the earliest possible due time is shown and nothing may fire', () => {
    const running = { allowance: { elapsedMinutes: 600 }, startedAt: cn('2026-09-28T09:00'), warnAt: 0.5 };
    expect(due(running)).toMatchObject({ dueAt: cn('2026-09-28T19:00'), warnAt: cn('2026-09-28T14:00') });
    const paused = due({ ...running, pauses: [pause('2026-09-28T10:00')] });
    expect(paused).toMatchObject({ dueAt: cn('2026-09-28T19:00'), pausedSince: cn('2026-09-28T10:00') });
    expect(paused.warnAt).toBeUndefined();
    const warnedBefore = due({ ...running, pauses: [pause('2026-09-28T15:00')] });
    expect(warnedBefore.warnAt).toBe(cn('2026-09-28T14:00'));
    expect(due({ ...running, pauses: [pause('2026-09-28T20:00')] }).pausedSince).toBeUndefined();
  });

  it('CLK-4 an extension replaces the due time, shows as such, and never shortens', () => {
    const extended = due({
      allowance: { elapsedMinutes: 60 },
      extendedTo: cn('2026-10-01T12:00'),
      warnAt: 0.5,
    });
    expect(extended.dueAt).toBe(cn('2026-10-01T12:00'));
    expect(extended.intervals.map(({ why, counts }) => [why, counts])).toEqual([
      ['elapsed', true],
      ['extension', false],
    ]);
    expect(extended.warnAt).toBe(
      new Date((Date.parse(cn('2026-09-30T16:55')) + Date.parse(cn('2026-10-01T12:00'))) / 2).toISOString(),
    );
    expect(due({ allowance: { elapsedMinutes: 60 }, extendedTo: cn('2026-09-30T17:00') }).dueAt).toBe(
      cn('2026-09-30T17:55'),
    );
  });

  it('CLK-9 a pause after the grant moves the extended due time too', () => {
    const deadline = due({
      allowance: { elapsedMinutes: 600 },
      startedAt: cn('2026-09-28T09:00'),
      pauses: [pause('2026-09-28T12:00', '2026-09-28T14:00')],
      extendedTo: cn('2026-09-29T09:00'),
      extendedAt: cn('2026-09-28T11:00'),
    });
    expect(deadline.dueAt).toBe(cn('2026-09-29T11:00'));
  });

  it('refuses an unreadable instant', () => {
    expect(() => due({ allowance: { elapsedMinutes: 1 }, startedAt: 'yesterday' })).toThrow(
      'not an instant: yesterday',
    );
  });
});
