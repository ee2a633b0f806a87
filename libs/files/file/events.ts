import { oneOf, record, reference, Type } from '#schema';
import { draftsOf, type DraftOf, type EventOf } from '#event-sourcing';

const reason = () => Type.String({ minLength: 1, maxLength: 500 });

/**
 * What is known of the bytes of a file, whatever cases have it (INV-2).
 * STORED CONTRACT: names and fields are kept for ever. A change is a new version with an upcaster, never an edit.
 */
export const fileEventSchemas = {
  FileFoundClean: record({}),
  FileQuarantined: record({
    because: oneOf(['notScanned', 'foundBad']),
    /** What the scanner calls it. */
    finding: Type.Optional(reference()),
    /** The case that it came with, or was asked for in. */
    case: reference(),
  }),
  FileReleased: record({ reason: reason() }),
  FileDestroyed: record({ reason: reason() }),
} as const;

type Schemas = typeof fileEventSchemas;
export type FileEvent = EventOf<Schemas>;
export type FileQuarantined = Extract<FileEvent, { readonly type: 'FileQuarantined' }>;
export type FileEventDraft = DraftOf<Schemas>;

export const draft = draftsOf<Schemas>();
