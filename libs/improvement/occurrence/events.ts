import { draftsOf, type DraftOf, type EventOf } from '#event-sourcing';
import { RECURRING } from '#procedures';
import { oneOf, record, reference, Type } from '#schema';

/** Blocks of the stored events of improvement. STORED CONTRACT. */
export const ruleSet = () => record({ id: reference(), version: Type.Integer({ minimum: 1 }) });
export const partsField = () =>
  Type.Array(record({ of: oneOf(RECURRING), value: reference() }), { minItems: 1, maxItems: 3 });
/** When a complaint came in: an instant, or a day where no time is known. */
export const cameAt = () =>
  Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z)?$' });

const subjects = () => Type.Array(record({ rule: reference(), parts: partsField() }), { maxItems: 1_000 });

/**
 * For which recurrences a case counts (IMP-1).
 * STORED CONTRACT: names and fields are kept for ever. A change is a new version with an upcaster, never an edit.
 */
export const occurrenceEventSchemas = {
  OccurrenceNoted: record({
    /** So often it was noted; of two, the later one holds. */
    noted: Type.Integer({ minimum: 1 }),
    at: cameAt(),
    procedure: ruleSet(),
    added: subjects(),
    dropped: subjects(),
  }),
} as const;

type Schemas = typeof occurrenceEventSchemas;
export type OccurrenceEvent = EventOf<Schemas>;
export type OccurrenceEventDraft = DraftOf<Schemas>;
export type OccurrenceNoted = OccurrenceEvent['data'];

export const draft = draftsOf<Schemas>();
