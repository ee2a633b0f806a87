import { DUTY_WORKS } from '#procedures';
import { instantField, oneOf, record, reference, Type } from '#schema';
import { draftsOf, type DraftOf, type EventDataOf, type EventOf } from '#event-sourcing';

const said = () => Type.String({ minLength: 1, maxLength: 10_000, 'x-personal': true });
const references = (most: number) => Type.Array(reference(), { maxItems: most });
/** A log that is longer is told by its length. */
export const MOST_LISTED = 1_000;
const notReviewed = () => record({ count: Type.Integer({ minimum: 0 }), cases: references(MOST_LISTED) });

/** Cases that were drawn at random; a duty asks for a hundred at most. */
const MOST_DRAWN = 100;

/**
 * One turn of a duty: everything that is asked of whoever owes it is recorded when it begins, so that no later version of the
 * procedure changes it.
 * STORED CONTRACT: names and fields are kept for ever. A change is a new version with an upcaster, never an edit.
 */
export const dutyEventSchemas = {
  DutyOpened: record({
    procedure: record({ id: reference(), version: Type.Integer({ minimum: 1 }) }),
    duty: reference(),
    site: Type.Optional(reference()),
    /** Local date on which the turn begins. */
    date: reference(),
    work: oneOf(DUTY_WORKS),
    /** When the turn before began. */
    since: Type.Optional(instantField()),
    opensAt: instantField(),
    dueAt: instantField(),
    warnAt: Type.Optional(instantField()),
    owedBy: Type.Union([record({ level: reference() }), record({ department: reference() })]),
    answersTo: references(20),
    atLeast: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_DRAWN })),
  }),
  DutyWarned: record({ dueAt: instantField() }),
  DutyMissed: record({
    dueAt: instantField(),
    /** Who owed it at the due time: everybody, however large the department is. */
    responsible: references(10_000),
    /** Levels that hear of it. */
    answersTo: references(20),
    notReviewed: Type.Optional(notReviewed()),
  }),
  DutyTakenUp: record({}),
  DutyCompleted: record({
    account: said(),
    /** Papers in the boxes. */
    found: Type.Optional(Type.Integer({ minimum: 0 })),
    participants: Type.Optional(references(200)),
    /** Cases that were looked at in a meeting. */
    cases: Type.Optional(references(MOST_LISTED)),
    notReviewed: Type.Optional(notReviewed()),
  }),
  DutyExcused: record({ reason: said() }),
  LoggedCaseReviewed: record({ case: reference(), remark: Type.Optional(said()) }),
  CasesDrawn: record({
    /** SHA-256; how it is made, and what of it: see `draw.ts`. */
    seed: reference(),
    pool: record({ count: Type.Integer({ minimum: 0 }), hash: reference() }),
    drawn: references(MOST_DRAWN),
  }),
  DrawnCaseChecked: record({ case: reference(), result: oneOf(['sound', 'faulty']), findings: said() }),
} as const;

type Schemas = typeof dutyEventSchemas;
export type DutyEvent = EventOf<Schemas>;
export type DutyEventDraft = DraftOf<Schemas>;
export type DutyOpened = EventDataOf<Schemas, 'DutyOpened'>;
export type NotReviewed = NonNullable<EventDataOf<Schemas, 'DutyMissed'>['notReviewed']>;

export const draft = draftsOf<Schemas>();
