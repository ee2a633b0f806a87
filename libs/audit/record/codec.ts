import {
  contractsOf,
  personInAddress,
  streamName,
  type EventContract,
  type Instant,
  type StreamName,
} from '#event-sourcing';
import { auditEventSchemas } from './events.ts';

/** Every stored event type of the audit with its current schema version. */
export const auditEventContracts: readonly EventContract[] = contractsOf(auditEventSchemas, {
  // 2: names of streams may be as long as they get.
  ParkedEventsDecided: [(data) => data],
});

export const AUDIT_STREAM = 'audit';

/**
 * A stream for each person and day: nobody waits for anybody else, none grows for ever, and an event that is taken out
 * leaves a gap. An id may hold characters that not every store takes in a name.
 */
export const auditId = (person: string, now: Instant): string =>
  `${now.slice(0, 10)}-${personInAddress(person)}`;

export const auditStreamOf = (id: string): StreamName => streamName(AUDIT_STREAM, id);
