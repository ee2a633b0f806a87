const DAY = 86_400_000;

/** ISO week of a calendar date: the one to which its Thursday belongs. */
export function weekOf(date: string): string {
  const day = Date.parse(date);
  const weekday = (new Date(day).getUTCDay() + 6) % 7;
  const thursday = new Date(day + (3 - weekday) * DAY);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY));
  return `${String(year)}-W${String(week).padStart(2, '0')}`;
}
