import { contractsOf, streamName, type EventContract, type StreamName } from '#event-sourcing';
import { fileEventSchemas } from './events.ts';

/** Every stored event type of a file with its current schema version. */
export const fileEventContracts: readonly EventContract[] = contractsOf(fileEventSchemas);

export const FILE_STREAM = 'file';

/** A stream for each content, named by its SHA-256: the same bytes are the same file, whatever they are called. */
export const fileStreamOf = (sha256: string): StreamName => streamName(FILE_STREAM, sha256);

export const sha256Of = (stream: string): string => stream.slice(FILE_STREAM.length + 1);
