export { budgetAggregate } from './budget.aggregate.ts';
export { budgetId, budgetIdOf, budgetStreamOf, LONGEST_BUDGET_ID } from './budget/codec.ts';
export type { BudgetCommand } from './budget/commands.ts';
export type { BudgetEvent } from './budget/events.ts';
export { budgetQueries } from './read-models.ts';
