import { expect, it } from 'vitest';
import { daysOfWeek } from './weeks.ts';

it.each([
  ['2026-W01', '2025-12-29', '2026-01-05'],
  ['2026-W40', '2026-09-28', '2026-10-05'],
  ['2026-W53', '2026-12-28', '2027-01-04'],
  ['2027-W01', '2027-01-04', '2027-01-11'],
  ['2025-W01', '2024-12-30', '2025-01-06'],
])('REP-2 the week %s begins on Monday %s and ends before %s', (week, monday, next) => {
  expect(daysOfWeek(week)).toEqual([monday, next]);
});

it.each(['2025-W53', '2027-W53'])(
  'REP-2 there is no week %s, and no other one is shown in its place',
  (week) => {
    expect(() => daysOfWeek(week)).toThrow(`There is no week ${week}`);
  },
);
