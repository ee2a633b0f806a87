import { isInstant, type EventMetadata, type HappenedAt } from '#event-sourcing';
import { localDate, type ProcedureRegistry } from '#procedures';
import type { ProcedureRef } from './case/state.ts';

/** IANA time zone of a procedure version. Events name the procedure only; must know every one that cases run under. */
export type ZoneOf = (procedureId: string, version: number) => string;

/** An event of a procedure that is no longer installed is placed in UTC rather than stopping a projection. */
export const zonesOf =
  (procedures: Pick<ProcedureRegistry, 'get'>): ZoneOf =>
  (id, version) =>
    (procedures.get(id, version) ?? procedures.get(id))?.timeZone ?? 'UTC';

/** Month `2026-09` in the zone; a day without a time already is a day of that zone (CLK-2). */
export const monthOf = (at: HappenedAt, zone: string): string => dayOfHappening(at, zone).slice(0, 7);

/** The same for the day. */
export const dayOfHappening = (at: HappenedAt, zone: string): string =>
  isInstant(at) ? localDate(zone, at) : at;

/** The month so many months later, or earlier when negative. */
export function monthPlus(month: string, months: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  const year = Math.floor(count / 12);
  return `${String(year).padStart(4, '0')}-${String(count - year * 12 + 1).padStart(2, '0')}`;
}

/** The procedure that an event was decided under, from `id@version` in its metadata. */
export function procedureOf(event: {
  readonly metadata: Pick<EventMetadata, 'procedure'>;
}): ProcedureRef | undefined {
  const [, id, version] = /^(.+)@(\d+)$/.exec(event.metadata.procedure ?? '') ?? [];
  return id === undefined ? undefined : { id, version: Number(version) };
}
