import type { CollectionSpec, Projection, RecordedEvent } from '#event-sourcing';
import { budgetIdOf, budgetOf, type BudgetOf } from '../budget/codec.ts';
import type { BudgetEvent } from '../budget/events.ts';
import { evolve, untouchedBudget, type BudgetState } from '../budget/state.ts';

/** What somebody has promised of their own accord in a month, and with which cases (SOL-8). */
export interface BudgetDocument extends Required<BudgetState>, BudgetOf {
  readonly budget: string;
}

export const BUDGETS: CollectionSpec = {
  name: 'budgets',
  version: 1,
  fields: { month: 'text', procedure: 'text', person: 'text', budget: 'text' },
  indexes: [['budget'], ['month', 'budget'], ['procedure', 'budget'], ['person', 'budget']],
};

const TYPES: readonly string[] = ['BudgetReserved', 'BudgetSettled'] satisfies readonly BudgetEvent['type'][];

/** A document for each budget. */
export const budgetsProjection: Projection<BudgetDocument, RecordedEvent<BudgetEvent>> = {
  collection: BUDGETS,
  keys: ({ stream, type }) => (TYPES.includes(type) ? [budgetIdOf(stream) ?? []].flat() : []),
  evolve(document, event, budget) {
    const of = budgetOf(budget);
    const { limit, draws } = evolve(document ?? untouchedBudget, event);
    return of === undefined || limit === undefined ? document : { ...of, budget, limit, draws };
  },
};
