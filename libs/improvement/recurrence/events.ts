import { draftsOf, type DraftOf, type EventDataOf, type EventOf } from '#event-sourcing';
import { record, reference, Type } from '#schema';
import { cameAt, partsField, ruleSet } from '../occurrence/events.ts';

const cases = () => Type.Array(reference(), { minItems: 1, maxItems: 1_000 });
const number = () => Type.Integer({ minimum: 1 });

/**
 * How often one thing has happened, and when that was so often that it is a recurrence (IMP-1).
 * STORED CONTRACT: names and fields are kept for ever. A change is a new version with an upcaster, never an edit.
 */
export const recurrenceEventSchemas = {
  /** Whether the case counts from now on; `noted` as the case has it. */
  OccurrenceCounted: record({
    case: reference(),
    at: cameAt(),
    noted: number(),
    counts: Type.Boolean(),
  }),
  /** So many within so many days: the numbers are those of the procedure then. */
  RecurrenceFound: record({
    recurrence: number(),
    procedure: ruleSet(),
    rule: reference(),
    parts: partsField(),
    times: number(),
    withinDays: number(),
    cases: cases(),
  }),
  /** Further cases of it; `lastAt`: when the latest of them came in. */
  RecurrenceGrew: record({ recurrence: number(), cases: cases(), lastAt: cameAt() }),
  /** A case is none of it any more. */
  RecurrenceShrank: record({ recurrence: number(), cases: cases() }),
  /** A case that came to be known later stands between the two: they are one. */
  RecurrencesJoined: record({ recurrence: number(), into: number() }),
} as const;

type Schemas = typeof recurrenceEventSchemas;
export type RecurrenceEvent = EventOf<Schemas>;
export type RecurrenceEventDraft = DraftOf<Schemas>;
export type OccurrenceCounted = EventDataOf<Schemas, 'OccurrenceCounted'>;

export const draft = draftsOf<Schemas>();
