import { instantField, record, reference, Type } from '#schema';
import { draftsOf, type DraftOf, type EventOf } from '#event-sourcing';
import { LONGEST_TEXT } from '#procedures';

const version = () => Type.Integer({ minimum: 1 });

/**
 * The versions of one procedure (D13).
 * STORED CONTRACT: names and fields are kept for ever. A change is a new version with an upcaster, never an edit.
 */
export const rulebookEventSchemas = {
  ProcedureInstalled: record({
    version: version(),
    /** The whole file, as it was. */
    text: Type.String({ minLength: 1, maxLength: LONGEST_TEXT }),
    /** SHA-256 of what it says, without comments and layout. */
    hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    /** Absent: since ever; only the first version of a procedure is. */
    from: Type.Optional(instantField()),
    /** Absent: everywhere. */
    sites: Type.Optional(Type.Array(reference(), { minItems: 1, maxItems: 200 })),
  }),
  /** It takes no new cases from then on. */
  ProcedureWithdrawn: record({
    version: version(),
    reason: Type.String({ minLength: 1, maxLength: 500 }),
  }),
} as const;

type Schemas = typeof rulebookEventSchemas;
export type RulebookEvent = EventOf<Schemas>;
export type RulebookEventDraft = DraftOf<Schemas>;

export const draft = draftsOf<Schemas>();
