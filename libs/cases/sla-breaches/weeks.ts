import { QueryRefused, refuse, type Refusal } from '#event-sourcing';

const DAY = 86_400_000;

/** Monday of the week `2026-W40`, and Monday after it (ISO 8601). Throws {@link QueryRefused}: most years have no week 53. */
export function daysOfWeek(week: string): readonly [monday: string, next: string] {
  const fourth = Date.UTC(Number(week.slice(0, 4)), 0, 4);
  // The fourth of January is always in the first week.
  const first = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY;
  const monday = first + (Number(week.slice(6)) - 1) * 7 * DAY;
  const thursday = dayOf(monday + 3 * DAY);
  if (!thursday.startsWith(week.slice(0, 4))) throw new QueryRefused(noSuchWeek(week));
  return [dayOf(monday), dayOf(monday + 7 * DAY)];
}

const dayOf = (millis: number): string => new Date(millis).toISOString().slice(0, 10);

const noSuchWeek = (week: string): Refusal =>
  refuse('REP-2', 'no-such-week', `There is no week ${week}: that year does not have so many.`, {
    remedy: 'Name the first week of the next year, or another one.',
  });
