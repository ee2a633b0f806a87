import { LONGEST_BUDGET_ID } from '#budgets';
import { Type } from '#schema';
import { money, record, reference } from './fields.ts';

/** Which sum that was set aside, in whose budget of which month. */
const names = { draw: reference(), budget: Type.String({ minLength: 1, maxLength: LONGEST_BUDGET_ID }) };

/** SOL-8: what a case promises out of somebody's budget of the month. */
export const budgetEvents = {
  BudgetDrawn: record({
    ...names,
    /** What is promised with it: an offered option, or a grant. */
    option: Type.Optional(reference()),
    grant: Type.Optional(reference()),
    amount: money,
  }),
  /** It is not promised any more, or is worth less: the budget has the rest back. */
  BudgetDrawReduced: record({ ...names, amount: money }),
  /** Nothing was promised with a sum that was set aside, and nothing will be. */
  BudgetDrawVoided: record({ ...names }),
} as const;
