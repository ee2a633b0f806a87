import { decideBy, type Decider } from '#event-sourcing';
import type { BudgetTypes } from './command.ts';
import { budgetCommands, type BudgetCommand } from './commands.ts';
import type { BudgetEvent, BudgetEventDraft } from './events.ts';
import { evolve, untouchedBudget, type BudgetState } from './state.ts';

/** The whole write model of a budget: that no more is promised in a month than the procedure allows (SOL-8). */
export const budgetDecider: Decider<BudgetState, BudgetCommand, BudgetEventDraft, BudgetEvent, object> = {
  initialState: untouchedBudget,
  decide: decideBy<BudgetTypes>(budgetCommands, (_definition, state) => state),
  evolve,
};
