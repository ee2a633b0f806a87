import { field, refuse } from '#event-sourcing';
import { command, drawField, moneyFields, ourOwn } from '../command.ts';
import { draft } from '../events.ts';
import { usedOf } from '../state.ts';

/** SOL-8: before anything is promised with it, so that two promises at once never exceed the month. */
export const reserveBudget = command({
  name: 'ReserveBudget',
  summary: "Set a sum aside from somebody's budget of the month (SOL-8).",
  ...ourOwn,
  data: {
    draw: drawField,
    case: field.reference({ of: 'case', example: '7F3K-9M2Q-X4TB' }),
    amount: field.part('Money', moneyFields),
    limit: field.part('Money', moneyFields),
  },
  decide: (data, state) => {
    const { draw, amount, limit } = data;
    const before = state.draws.find((each) => each.draw === draw);
    if (before?.settled === true)
      return refuse('SOL-8', 'draw-settled', 'This sum was settled before.', { details: { draw } });
    if (before !== undefined && amount.minor <= before.amount.minor) return [];
    const left = limit.minor - usedOf(state) + (before?.amount.minor ?? 0);
    return amount.minor <= left
      ? [draft('BudgetReserved', data)]
      : refuse('SOL-8', 'budget-exceeded', 'So much is not left of the budget of the month.', {
          remedy: 'Ask the next level.',
          details: { left, currency: limit.currency },
        });
  },
});
