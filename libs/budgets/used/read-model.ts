import { readModel } from '#event-sourcing';
import { budget } from './budget.query.ts';
import { budgetsProjection } from './budgets.projection.ts';
import { budgets } from './budgets.query.ts';

/** What was promised in a month (SOL-8). */
export const budgetsReadModel = readModel({
  projection: () => budgetsProjection,
  personal: [],
  queries: [budgets, budget],
});
