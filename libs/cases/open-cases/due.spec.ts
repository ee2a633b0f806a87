import { expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import { isDue } from './due.ts';

const SHANGHAI = { zoneOf: () => 'Asia/Shanghai' };
const ofCase = (comingAt?: string) => ({
  ...{ procedure: 'residential-property', procedureVersion: 1 },
  ...(comingAt !== undefined && { comingAt: instant(comingAt) }),
});

/** A Wednesday morning in Shanghai, where it is still Tuesday in UTC. */
const now = instant('2026-10-07T07:00:00+08:00');

it.each([
  ['tonight', '2026-10-07T23:59:00+08:00', true, true],
  ['at midnight', '2026-10-08T00:00:00+08:00', false, true],
  ['on Sunday', '2026-10-11T23:00:00+08:00', false, true],
  ['on Monday', '2026-10-12T00:00:00+08:00', false, false],
  ['yesterday, and nobody has noticed yet', '2026-10-06T12:00:00+08:00', true, true],
  ['never', undefined, false, false],
])('REP-1 CLK-2 what comes %s is due by the calendar of the place', (_, comingAt, today, thisWeek) => {
  const found = ofCase(comingAt);
  expect([
    isDue('today', found, { now, ...SHANGHAI }),
    isDue('thisWeek', found, { now, ...SHANGHAI }),
  ]).toEqual([today, thisWeek]);
});

it('REP-1 a week ends on the Sunday that it is', () => {
  const sunday = instant('2026-10-11T12:00:00+08:00');
  expect(isDue('thisWeek', ofCase('2026-10-11T20:00:00+08:00'), { now: sunday, ...SHANGHAI })).toBe(true);
  expect(isDue('thisWeek', ofCase('2026-10-12T20:00:00+08:00'), { now: sunday, ...SHANGHAI })).toBe(false);
});
