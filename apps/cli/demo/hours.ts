import type { Chance } from './random.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How far the clocks there are ahead. */
export const SHANGHAI = 8 * HOUR;
const OPENS = 8 * HOUR;
const CLOSES = 20 * HOUR;

/** Nobody works at night: what would fall there happens the next morning. */
export function atWork(moment: number, luck: Chance): number {
  const sinceMidnight = (moment + SHANGHAI) % DAY;
  if (sinceMidnight >= OPENS && sinceMidnight < CLOSES) return moment;
  const morning = moment - sinceMidnight + OPENS + (sinceMidnight >= CLOSES ? DAY : 0);
  return morning + luck.between(0, 90) * MINUTE;
}
