import type { Projection } from '#event-sourcing';
import { budget } from './used/budget.query.ts';
import { budgetsProjection } from './used/budgets.projection.ts';
import { budgets } from './used/budgets.query.ts';

/** Every read model that is folded from budgets. */
export const budgetProjections: readonly Projection<object>[] = [budgetsProjection];

/** Every question about them. */
export const budgetQueries = [budgets, budget] as const;
