import {
  answer,
  field,
  morePages,
  pageFields,
  pageFor,
  pageOf,
  personKey,
  type Condition,
  type Page,
} from '#event-sourcing';
import { usedOf } from '../budget/state.ts';
import { BUDGETS, type BudgetDocument } from './budgets.projection.ts';
import { query, readsBudget } from './reading.ts';

const BY_NAME = { field: 'budget', direction: 'ascending' } as const;

export const moneyShown = answer.object({ minor: answer.whole(3000), currency: answer.text('CNY') });

export const budgetShown = {
  budget: answer.text('2026-11.call-centre.lin'),
  month: answer.text('2026-11'),
  procedure: answer.text('call-centre'),
  person: answer.text('lin'),
  limit: moneyShown,
  used: moneyShown,
  left: moneyShown,
} as const;

/** What is used counts what is only set aside; nothing is left where the file has lowered its limit since. */
export function figuresOf({ budget, month, procedure, person, ...state }: BudgetDocument) {
  const used = usedOf(state);
  const { limit } = state;
  const { currency } = limit;
  return {
    ...{ budget, month, procedure, person, limit },
    used: { minor: used, currency },
    left: { minor: Math.max(0, limit.minor - used), currency },
  };
}

interface Asked {
  readonly month?: string;
  readonly procedure?: string;
  readonly person?: string;
}

const conditionsOf = ({ month, procedure, person }: Asked): readonly Condition[] => [
  ...(month === undefined ? [] : [{ field: 'month', equals: month }]),
  ...(procedure === undefined ? [] : [{ field: 'procedure', equals: procedure }]),
  ...(person === undefined ? [] : [{ field: 'person', equals: personKey(person) }]),
];

export const budgets = query({
  name: 'budgets',
  summary:
    'What people have promised of their own accord in a month, and what is left of it (SOL-8, REP-8): their own, and those of whoever works below them.',
  group: 'Budgets',
  at: 'budgets',
  asks: {
    month: field.pattern(/^\d{4}-(0[1-9]|1[0-2])$/, {
      optional: true,
      otherwise: 'must be a month such as 2026-09',
      example: '2026-09',
    }),
    procedure: field.reference({ optional: true, of: 'procedure', example: 'call-centre' }),
    person: field.reference({ optional: true, of: 'staff', example: 'lin' }),
    ...pageFields,
  },
  who: { readers: ['operations', 'compliance'] },
  reads: () => [BUDGETS],
  answers: answer.page(answer.object(budgetShown)),
  run: async (asked, { readModels }, reader) => {
    const list = { where: conditionsOf(asked), sort: BY_NAME };
    const found = await pageFor(
      pageOf(asked),
      async (page) => (await readModels.query(BUDGETS, { ...page, ...list })) as Page<BudgetDocument>,
      (all) => Promise.resolve(all.filter((each) => readsBudget(each, reader))),
    );
    return { ...found, items: found.items.map(figuresOf) };
  },
  commandLine: {
    words: 'budgets list',
    description: 'what people have promised of their own accord in a month, and what is left',
    shows: (page) => [
      ...(page.items.length === 0
        ? ['Nothing was promised on a budget.\n']
        : [
            {
              head: ['budget', 'month', 'procedure', 'person', 'limit', 'used', 'left'],
              rows: page.items.map(({ budget, month, procedure, person, limit, used, left }) => [
                ...[budget, month, procedure, person],
                ...[{ money: [limit] }, { money: [used] }, { money: [left] }],
              ]),
              numeric: ['limit', 'used', 'left'],
            },
          ]),
      ...morePages(page),
    ],
  },
});
