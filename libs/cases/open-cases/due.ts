import { instantOf, millisOf, type Condition, type Instant } from '#event-sourcing';
import { localDate } from '#procedures';
import type { ZoneOf } from '../local-month.ts';
import type { OpenCase } from './open-cases.projection.ts';

export const DUE = ['today', 'thisWeek'] as const;
export type Due = (typeof DUE)[number];

const DAY = 86_400_000;
/** The week may have begun just now, and somewhere it is a day earlier. */
const FURTHEST = 8 * DAY;

/** Nothing that is due then is missed by this; {@link isDue} looks at each. */
export const dueBefore = (now: Instant): Condition => ({
  field: 'comingAt',
  below: instantOf(millisOf(now) + FURTHEST),
});

/**
 * REP-1: by the calendar of the place where the case is handled. What should have been done by now and is not on record as
 * missed yet is due as well.
 */
export function isDue(
  due: Due,
  { comingAt, procedure, procedureVersion }: Pick<OpenCase, 'comingAt' | 'procedure' | 'procedureVersion'>,
  { now, zoneOf }: { readonly now: Instant; readonly zoneOf: ZoneOf },
): boolean {
  if (comingAt === undefined) return false;
  const zone = zoneOf(procedure, procedureVersion);
  const today = localDate(zone, now);
  return localDate(zone, comingAt) <= (due === 'today' ? today : sundayOf(today));
}

function sundayOf(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  const fromSunday = new Date(at).getUTCDay();
  return new Date(at + ((7 - fromSunday) % 7) * DAY).toISOString().slice(0, 10);
}
