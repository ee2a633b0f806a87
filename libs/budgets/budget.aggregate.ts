import { refuse, type AggregateDefinition } from '#event-sourcing';
import { budgetDecider } from './budget/budget.decider.ts';
import { BUDGET_STREAM, budgetEventContracts, budgetOf, budgetStreamOf } from './budget/codec.ts';
import { budgetCommands, type BudgetCommand } from './budget/commands.ts';
import type { BudgetEvent } from './budget/events.ts';
import type { BudgetState } from './budget/state.ts';
import { budgetProjections, budgetQueries } from './read-models.ts';

/** What one person may promise of their own accord in one month under one procedure (SOL-8). */
export const budgetAggregate: AggregateDefinition<BudgetState, BudgetCommand, BudgetEvent, object, object> & {
  readonly queries: typeof budgetQueries;
  readonly projections: () => typeof budgetProjections;
} = {
  kind: BUDGET_STREAM,
  about:
    'What one person may promise of their own accord in a month, under one procedure (SOL-8); our own programs send these.',
  address: 'budgets/:budgetId',
  id: { name: 'budgetId', example: '2026-11.call-centre.lin' },
  access: 'operations',
  idOf: ({ budgetId = '' }) => (budgetOf(budgetId) === undefined ? undefined : budgetId),
  newId: (command) => command,
  contracts: budgetEventContracts,
  commands: budgetCommands,
  queries: budgetQueries,
  projections: () => budgetProjections,
  decider: budgetDecider,
  stream: budgetStreamOf,
  prepare: ({ actor: { id, role = 'system' } }) =>
    Promise.resolve({ actor: () => ({ id, role }), context: () => ({}) }),
  missing: (id) => refuse('SOL-8', 'no-such-budget', `Nothing was drawn on a budget ${id}.`),
};
