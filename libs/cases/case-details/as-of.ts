import { instantOf, isInstant, millisOf, type Instant } from '#event-sourcing';
import { localDate } from '#procedures';
import type { RecordedCaseEvent } from '../case/events.ts';
import { procedureOf, type ZoneOf } from '../local-month.ts';
import { caseIdOfEvent } from '../recorded-case-event.ts';
import { evolveHead, type CaseHead } from './case-details.projection.ts';
import { entryOf, type TimelineEntry } from './timeline.ts';

export interface Moment {
  /** What was true then: only what had happened by this moment. Default: whatever happened. */
  readonly asOf?: Instant;
  /** What the system knew then: only what had been recorded by this moment. Default: whatever is recorded. */
  readonly knownAt?: Instant;
}

/** What was due by then and was not done by then is missed. */
export const asOfWhen = ({ asOf, knownAt }: Moment, now: Instant): Instant =>
  instantOf(Math.min(...[now, asOf, knownAt].flatMap((at) => (at === undefined ? [] : [millisOf(at)]))));

/** How a case stood, with everything that had happened by then. */
export interface CaseThen extends CaseHead {
  readonly timeline: readonly TimelineEntry[];
}

/**
 * How a case stood at a past moment (ARC-2, design D11), by the same fold that serves the live document (D5).
 * `undefined` when there was no case by then. Both moments are inclusive.
 *
 * An event of a day without a time counts once that day is over in the zone of the case's procedure (CLK-2); one of an
 * unknown time from when it was recorded. What is left of the history is folded in the order of recording, as it was decided.
 *
 * @param events all events of one case, in stream order
 */
export function caseAsOf(
  events: readonly RecordedCaseEvent[],
  moment: Moment,
  zoneOf: ZoneOf,
): CaseThen | undefined {
  const then = eventsBy(events, moment, zoneOf);
  const head = then.reduce<CaseHead | undefined>(evolveHead, undefined);
  return head && { ...head, timeline: then.map(entryOf) };
}

/** What had happened, and had been recorded, by then. */
export const eventsBy = (
  events: readonly RecordedCaseEvent[],
  { asOf, knownAt }: Moment,
  zoneOf: ZoneOf,
): readonly RecordedCaseEvent[] =>
  events
    .filter((event) => caseIdOfEvent(event) !== undefined)
    .filter((event) => asOf === undefined || hadHappened(event, asOf, zoneOf))
    .filter((event) => knownAt === undefined || event.metadata.recordedAt <= knownAt);

function hadHappened(event: RecordedCaseEvent, moment: Instant, zoneOf: ZoneOf): boolean {
  const { happenedAt, recordedAt } = event.metadata;
  if (happenedAt === undefined || isInstant(happenedAt)) return (happenedAt ?? recordedAt) <= moment;
  const procedure = procedureOf(event);
  return localDate(procedure ? zoneOf(procedure.id, procedure.version) : 'UTC', moment) > happenedAt;
}
