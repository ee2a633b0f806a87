import { field } from '#event-sourcing';
import { command, drawField, ourOwn } from '../command.ts';
import { draft } from '../events.ts';

/** Sums only fall once they are settled, so that whatever order the news come in, the lowest holds. */
export const settleBudget = command({
  name: 'SettleBudget',
  summary: 'Count what a case has promised with a sum that was set aside, as it is by now (SOL-8).',
  ...ourOwn,
  data: { draw: drawField, minor: field.wholeNumber({ min: 0, example: 3000 }) },
  decide: (data, { draws }) => {
    const before = draws.find(({ draw }) => draw === data.draw);
    if (before === undefined || data.minor > before.amount.minor) return [];
    return before.settled && data.minor === before.amount.minor ? [] : [draft('BudgetSettled', data)];
  },
});
