import { answer, field, refuse } from '#event-sourcing';
import type { ProcedureRegistry } from '#procedures';
import { budgetId, budgetOf, LONGEST_BUDGET_ID, type BudgetOf } from '../budget/codec.ts';
import { BUDGETS, type BudgetDocument } from './budgets.projection.ts';
import { budgetShown, figuresOf, moneyShown } from './budgets.query.ts';
import { keptIn, query, readsBudget } from './reading.ts';

/** Nothing was drawn on it yet: all that the file allows is left. */
function untouched(of: BudgetOf, procedures: Pick<ProcedureRegistry, 'get'>): BudgetDocument | undefined {
  const procedure = procedures.get(of.procedure);
  if (procedure?.budgets === undefined) return undefined;
  const limit = { minor: procedure.budgets.frontline, currency: procedure.currency };
  return { ...of, budget: budgetId(of), limit, draws: [] };
}

export const budget = query({
  name: 'budget',
  summary: 'One budget of a month with the cases that drew on it (SOL-8, REP-10).',
  group: 'Budgets',
  at: 'budgets/:budgetId',
  asks: { budgetId: field.text({ max: LONGEST_BUDGET_ID, example: '2026-11.call-centre.lin' }) },
  who: { readers: ['operations', 'compliance'] },
  reads: () => [BUDGETS],
  answers: answer.object({
    ...budgetShown,
    draws: answer.list(
      answer.object({
        caseId: answer.text('7F3K-9M2Q-X4TB'),
        'amount?': moneyShown,
        settled: answer.yesNo(true),
      }),
      {
        description:
          'Without cases that the reader may not know of, whose sums count all the same; without the sum of a confidential settlement (SOL-7).',
      },
    ),
  }),
  absent: ({ budgetId: id }) => refuse('SOL-8', 'no-such-budget', `Nothing was drawn on a budget ${id}.`),
  run: async ({ budgetId: id }, { readModels, procedures, knowable, ...ports }, reader) => {
    const of = budgetOf(id);
    if (of === undefined) return undefined;
    const drawn = (await readModels.get(BUDGETS, budgetId(of))) as BudgetDocument | undefined;
    const found = drawn ?? untouched(of, procedures);
    if (found === undefined || !readsBudget(found, reader)) return undefined;
    const kept = await keptIn(found, ports, reader);
    const draws = found.draws.map(({ case: caseId, amount, settled }) => ({
      caseId,
      ...(!kept.has(caseId) && { amount }),
      settled,
    }));
    return { ...figuresOf({ ...found, kept: kept.size > 0 }), draws: await knowable(draws, reader) };
  },
  commandLine: {
    words: 'budgets show',
    description: 'one budget of a month with the cases that drew on it',
    shows: ({ draws, limit, used, left, ...of }) => [
      {
        facts: [
          ['budget', of.budget],
          ['person', of.person],
        ],
      },
      {
        head: ['limit', 'used', 'left'],
        rows: [[limit, used, left].map((each) => ({ money: each ? [each] : [] }))],
      },
      {
        head: ['case', 'amount', 'settled'],
        rows: draws.map(({ caseId, amount, settled }) => [
          caseId,
          { money: amount ? [amount] : [] },
          settled,
        ]),
      },
    ],
  },
});
