import {
  foundBy,
  type CollectionSpec,
  type Instant,
  type Projection,
  type RecordedEvent,
} from '#event-sourcing';
import type { InstalledVersion } from '#procedures';
import { procedureIdOf } from '../rulebook/codec.ts';
import type { RulebookEvent } from '../rulebook/events.ts';
import { installedVersion } from './versions.answer.ts';

/** A version without its text, and whose doing it was (D13). */
export interface VersionDocument extends InstalledVersion {
  readonly procedure: string;
  readonly installedAt: Instant;
  readonly installedBy: string;
  readonly withdrawnBy?: string;
  readonly because?: string;
}

export const PROCEDURE_VERSIONS: CollectionSpec = {
  name: 'procedure-versions',
  version: 1,
  ...foundBy(installedVersion, { indexes: [['procedure', 'version'], ['version']] }),
};

const TYPES: readonly string[] = [
  'ProcedureInstalled',
  'ProcedureWithdrawn',
] satisfies readonly RulebookEvent['type'][];

/** A document for each version. */
export const versionsProjection: Projection<VersionDocument, RecordedEvent<RulebookEvent>> = {
  collection: PROCEDURE_VERSIONS,
  keys: ({ stream, type, data }) =>
    TYPES.includes(type) ? [`${procedureIdOf(stream) ?? ''}@${String(data.version)}`] : [],
  evolve(document, { type, stream, data, metadata: { recordedAt, actor } }) {
    switch (type) {
      case 'ProcedureInstalled': {
        const { text: _, ...installed } = data;
        const procedure = procedureIdOf(stream) ?? '';
        return { ...installed, procedure, installedAt: recordedAt, installedBy: actor.id };
      }
      case 'ProcedureWithdrawn':
        return (
          document && {
            ...document,
            ...{ withdrawnAt: recordedAt, withdrawnBy: actor.id, because: data.reason },
          }
        );
      default:
        return document;
    }
  },
};
