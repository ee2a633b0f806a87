import { contractsOf, idInStream, streamName, type EventContract, type StreamName } from '#event-sourcing';
import { noticeEventSchemas } from './events.ts';

/** Every stored event type with its current schema version. */
export const noticeEventContracts: readonly EventContract[] = contractsOf(noticeEventSchemas);

export const NOTICE_STREAM = 'notices';

/** A stream for each case. */
export const noticesStreamOf = (caseId: string): StreamName => streamName(NOTICE_STREAM, caseId);

/** The case that they are about. */
export const noticesOf = (stream: string): string | undefined => idInStream(NOTICE_STREAM, stream);
