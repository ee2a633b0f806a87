const DAY = 86_400_000;

/** Monday of the week `2026-W40`, and Monday after it (ISO 8601). */
export function daysOfWeek(week: string): readonly [monday: string, next: string] {
  const fourth = Date.UTC(Number(week.slice(0, 4)), 0, 4);
  // The fourth of January is always in the first week.
  const first = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY;
  const monday = first + (Number(week.slice(6)) - 1) * 7 * DAY;
  return [dayOf(monday), dayOf(monday + 7 * DAY)];
}

const dayOf = (millis: number): string => new Date(millis).toISOString().slice(0, 10);
