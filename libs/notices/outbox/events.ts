import { oneOf, record, Type } from '#schema';
import { draftsOf, type DraftOf, type EventOf } from '#event-sourcing';

/**
 * From when on people are told what happens.
 * STORED CONTRACT: names and fields are kept for ever. A change is a new version with an upcaster, never an edit.
 */
export const outboxEventSchemas = {
  /** Nobody is told of what was recorded before; what is still owed from before is held back. */
  TellingBegan: record({
    because: oneOf(['switchedOn', 'restored', 'asked']),
    reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  }),
} as const;

type Schemas = typeof outboxEventSchemas;
export type OutboxEvent = EventOf<Schemas>;
export type OutboxEventDraft = DraftOf<Schemas>;

export const draft = draftsOf<Schemas>();
