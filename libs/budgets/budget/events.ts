import { record, reference, Type } from '#schema';
import { draftsOf, type DraftOf, type EventOf } from '#event-sourcing';

const money = () =>
  record({ minor: Type.Integer({ minimum: 0 }), currency: Type.String({ pattern: '^[A-Z]{3}$' }) });

/**
 * What somebody has promised of their own accord in a month, under one procedure (SOL-8).
 * STORED CONTRACT: names and fields are kept for ever. A change is a new version with an upcaster, never an edit.
 */
export const budgetEventSchemas = {
  /** Set aside before the promise is recorded: it counts from now on. */
  BudgetReserved: record({
    draw: reference(),
    case: reference(),
    amount: money(),
    /** What the procedure allows in the month, as it was then. */
    limit: money(),
  }),
  /** What the case has promised with it by now: less than before when some of it was taken back, nothing at the end. */
  BudgetSettled: record({ draw: reference(), minor: Type.Integer({ minimum: 0 }) }),
} as const;

type Schemas = typeof budgetEventSchemas;
export type BudgetEvent = EventOf<Schemas>;
export type BudgetReserved = Extract<BudgetEvent, { readonly type: 'BudgetReserved' }>;
export type BudgetEventDraft = DraftOf<Schemas>;

export const draft = draftsOf<Schemas>();
