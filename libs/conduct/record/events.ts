import { record, reference, Type } from '#schema';
import { draftsOf, type DraftOf, type EventDataOf, type EventOf } from '#event-sourcing';

const said = () => Type.String({ minLength: 1, maxLength: 10_000, 'x-personal': true });
const day = () => Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'calendar day' });
const violation = () => record({ kind: reference(), points: Type.Integer({ minimum: 0 }) });
/** Entries that one step is proposed for. */
export const MOST_BASIS = 100;

/**
 * What counts for and against one person under one procedure (CON-1 … CON-4). From which day on it is forgotten is recorded
 * with it, so that no later version of the procedure changes it.
 * STORED CONTRACT: names and fields are kept for ever. A change is a new version with an upcaster, never an edit.
 */
export const conductEventSchemas = {
  /** A complaint was confirmed, and the responsibility was found to be theirs. */
  ComplaintCounted: record({
    entry: reference(),
    case: reference(),
    /** Which finding of that case. */
    count: reference(),
    /** Day of the complaint; absent: nobody knows it, so that it counts in no month (INT-11). */
    on: Type.Optional(day()),
    violation: Type.Optional(violation()),
    forgottenOn: day(),
  }),
  ComplaintTakenBack: record({ entry: reference() }),
  /** Alleged: it costs nothing yet. */
  ViolationReported: record({
    entry: reference(),
    violation: violation(),
    on: day(),
    account: said(),
    case: Type.Optional(reference()),
  }),
  ViolationConfirmed: record({ entry: reference(), reason: said(), forgottenOn: day() }),
  ViolationDismissed: record({ entry: reference(), reason: said(), forgottenOn: day() }),
  /** By the system; a person decides. */
  StepProposed: record({
    proposal: reference(),
    step: reference(),
    /** What it is for, once: the second violation of a kind, a month. */
    occasion: reference(),
    basis: Type.Array(reference(), { minItems: 1, maxItems: MOST_BASIS }),
  }),
  /** Nobody has decided on it, and what it was for does not stand any more. */
  ProposalLapsed: record({ proposal: reference() }),
  StepImposed: record({ proposal: reference(), reason: said(), forgottenOn: day() }),
  StepWaived: record({ proposal: reference(), reason: said() }),
  StepLifted: record({ proposal: reference(), reason: said() }),
  /** `against`: an entry, or a step that was imposed. */
  AppealLodged: record({ appeal: reference(), against: reference(), grounds: said() }),
  /** The entry is struck, or the step lifted. */
  AppealUpheld: record({ appeal: reference(), reason: said() }),
  AppealDismissed: record({ appeal: reference(), reason: said() }),
} as const;

type Schemas = typeof conductEventSchemas;
export type ConductEvent = EventOf<Schemas>;
export type ConductEventDraft = DraftOf<Schemas>;
export type ConductEventData<Type extends keyof Schemas> = EventDataOf<Schemas, Type>;

export const draft = draftsOf<Schemas>();
