import { Type, type Static } from '#schema';
import { CHANNELS, COMPLAINANT_KINDS, FLAGS, instantField, method, money, oneOf, personal, record, reference, text } from './fields.ts'; // prettier-ignore

/** What a merged case leaves to the other one: for whom something is owed and what, never who that is (LIF-2). */
const carried = record({
  case: reference(),
  channel: oneOf(CHANNELS),
  complainant: record({
    kind: oneOf(COMPLAINANT_KINDS),
    anonymous: Type.Boolean(),
    /** The same person as that of the other case, so that nothing has to be told twice. */
    same: Type.Boolean(),
  }),
  /** Regulator or association that is owed the outcome (INT-9). */
  regulator: Type.Optional(reference()),
  severity: Type.Optional(reference()),
  flags: Type.Array(oneOf(FLAGS), { maxItems: 7 }),
  /** What is promised and granted there; limits count the sum of both cases (SOL-4). */
  committed: money,
  /** Some of it nobody can value. */
  unvalued: Type.Boolean(),
  /** Promises to the complainant that still run (CLK-5). */
  promises: Type.Array(record({ promise: reference(), dueAt: instantField() }), { maxItems: 50 }),
  /** The complainant has heard of the merging before; true only of cases that this one had taken over itself. */
  told: Type.Boolean(),
});
export type Carried = Static<typeof carried>;

const cases = () => Type.Array(reference(), { minItems: 1, maxItems: 50 });

/** LIF-2: one matter in two cases. First said in the one, then taken over by the other, then carried out. */
export const mergingEvents = {
  MergeStarted: record({
    /** Unique in the case. */
    merge: reference(),
    into: reference(),
    reason: text(),
    /** The case itself, then those that it had taken over. */
    carries: Type.Array(carried, { minItems: 1, maxItems: 50 }),
  }),
  CaseTakenOver: record({
    from: reference(),
    merge: reference(),
    reason: text(),
    carries: Type.Array(carried, { minItems: 1, maxItems: 50 }),
  }),
  CaseMerged: record({ into: reference(), reason: text() }),
  /** The other case could not take it over: it goes on as if nobody had asked. */
  MergeDeclined: record({ merge: reference(), into: reference(), why: text() }),
  /** A merging that was a mistake: the case goes on where it stood. */
  MergeReversed: record({ merge: reference(), from: reference(), cases: cases(), reason: text() }),
  TakeOverReleased: record({
    from: reference(),
    merge: reference(),
    cases: cases(),
    reason: text(),
    /** The case that has, or will have, taken this one over meanwhile, and them with it. */
    onward: Type.Optional(record({ into: reference(), merge: reference() })),
  }),
  /** What the complainant of a case that was taken over heard, or the attempt that reached nobody (OUT-1). */
  MergedComplainantTold: record({
    of: reference(),
    about: oneOf(['merging', 'outcome']),
    method: method(),
    reached: Type.Boolean(),
    summary: personal(),
  }),
} as const;
