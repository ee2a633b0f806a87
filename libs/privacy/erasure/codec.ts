import { contractsOf, streamName, type EventContract, type StreamName } from '#event-sourcing';
import { privacyEventSchemas } from './events.ts';

/** Every stored event type with its current schema version. */
export const privacyEventContracts: readonly EventContract[] = contractsOf(privacyEventSchemas);

export const PRIVACY_STREAM = 'privacy';

/** A stream for each case. */
export const privacyStreamOf = (caseId: string): StreamName => streamName(PRIVACY_STREAM, caseId);

/** The case that it is about. */
export const subjectOf = (stream: string): string => stream.slice(PRIVACY_STREAM.length + 1);
