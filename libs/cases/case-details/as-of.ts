import { isInstant, type Instant } from '#event-sourcing';
import type { RecordedCaseEvent } from '../case/events.ts';
import { caseKeys } from '../recorded-case-event.ts';
import { caseDetailsProjection, type CaseDetails } from './case-details.projection.ts';

export interface Moment {
  /** What was true then: only what had happened by this moment. Default: whatever happened. */
  readonly asOf?: Instant;
  /** What the system knew then: only what had been recorded by this moment. Default: whatever is recorded. */
  readonly knownAt?: Instant;
}

/**
 * How a case stood at a past moment (ARC-2, design D11), by the same fold that serves the live document (D5).
 * `undefined` when there was no case by then. Both moments are inclusive.
 *
 * An event of a day without a time counts from the end of that day in UTC; one of an unknown time from when it was
 * recorded. What is left of the history is folded in the order of recording, as it was decided.
 *
 * @param events all events of one case, in stream order
 */
export function caseAsOf(
  events: readonly RecordedCaseEvent[],
  { asOf, knownAt }: Moment,
): CaseDetails | undefined {
  return events
    .filter((event) => asOf === undefined || trueFrom(event) <= asOf)
    .filter((event) => knownAt === undefined || event.metadata.recordedAt <= knownAt)
    .reduce<CaseDetails | undefined>(
      (details, event) =>
        caseKeys(event).reduce((before, key) => caseDetailsProjection.evolve(before, event, key), details),
      undefined,
    );
}

function trueFrom({ metadata: { happenedAt, recordedAt } }: RecordedCaseEvent): string {
  if (happenedAt === undefined || isInstant(happenedAt)) return happenedAt ?? recordedAt;
  return `${happenedAt}T23:59:59.999Z`;
}
