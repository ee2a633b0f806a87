import type { budgetEvents } from '../../case/events/budget.ts';
import { money, type TitlesOf } from '../../reading/wording.ts';

export const budgetTitles: TitlesOf<typeof budgetEvents> = {
  BudgetDrawn: ({ option, grant, amount }) =>
    `What ${grant ?? option ?? 'was promised'} gives draws ${money(amount)} on the budget of the month.`,
  BudgetDrawReduced: ({ amount }) => `What was drawn on a budget of the month is ${money(amount)} now.`,
  BudgetDrawVoided: () => 'A sum that was set aside in a budget of the month was not promised.',
};
