import type { CommandOf } from '#event-sourcing';
import { reserveBudget } from './commands/reserve-budget.ts';
import { settleBudget } from './commands/settle-budget.ts';

/** Every command about a budget. A new command is a file and a line here. */
export const budgetCommands = [reserveBudget, settleBudget] as const;

export type BudgetCommand = CommandOf<typeof budgetCommands>;
