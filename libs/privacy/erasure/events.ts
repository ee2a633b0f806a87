import { instantField, oneOf, record, reference, Type } from '#schema';
import { draftsOf, type DraftOf, type EventOf } from '#event-sourcing';

const reason = () => Type.String({ minLength: 1, maxLength: 2_000, 'x-personal': true });
export const GROUNDS = ['request', 'retentionEnded', 'court'] as const;

/**
 * What becomes of the personal data of one case (PRI-2, PRI-3).
 * STORED CONTRACT: names and fields are kept for ever. A change is a new version with an upcaster, never an edit.
 */
export const privacyEventSchemas = {
  LegalHoldPlaced: record({ hold: reference(), reason: reason(), until: Type.Optional(instantField()) }),
  LegalHoldLifted: record({ hold: reference(), reason: reason() }),
  /** From here on it is carried out, whatever is interrupted. */
  ErasureDecided: record({ ground: oneOf(GROUNDS) }),
  /** It could not be begun, because something had changed since it was decided. */
  ErasureDropped: record({ because: reference() }),
  /** The key is destroyed, the files are gone. */
  ErasureCarriedOut: record({ files: Type.Integer({ minimum: 0 }) }),
  /** Nothing is left in the read models and their files. */
  TracesRemoved: record({}),
} as const;

type Schemas = typeof privacyEventSchemas;
export type PrivacyEvent = EventOf<Schemas>;
export type PrivacyEventDraft = DraftOf<Schemas>;

export const draft = draftsOf<Schemas>();
