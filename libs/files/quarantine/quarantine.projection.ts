import {
  foundBy,
  type CollectionSpec,
  type Instant,
  type Projection,
  type RecordedEvent,
} from '#event-sourcing';
import { FILE_STREAM, sha256Of } from '../file/codec.ts';
import type { FileEvent, FileQuarantined } from '../file/events.ts';
import { quarantinedFile } from './quarantine.answer.ts';

/** A file that is given out to nobody (INV-2). */
export interface QuarantinedFile extends Omit<FileQuarantined['data'], 'case'> {
  readonly sha256: string;
  readonly caseId: string;
  readonly since: Instant;
}

export const QUARANTINE: CollectionSpec = {
  name: 'quarantine',
  version: 1,
  ...foundBy(quarantinedFile, { indexes: [['since']] }),
};

/** A document for each file that is in quarantine now. */
export const quarantineProjection: Projection<QuarantinedFile, RecordedEvent<FileEvent>> = {
  collection: QUARANTINE,
  keys: ({ stream }) => (stream.startsWith(`${FILE_STREAM}-`) ? [sha256Of(stream)] : []),
  evolve(document, { type, data, metadata }, sha256) {
    switch (type) {
      case 'FileQuarantined': {
        const { case: caseId, ...why } = data;
        return { ...why, caseId, sha256, since: metadata.recordedAt };
      }
      case 'FileFoundClean':
      case 'FileReleased':
      case 'FileDestroyed':
        return undefined;
      default:
        return document;
    }
  },
};
