import { answer, equal, field, personKey } from '#event-sourcing';
import { usedOf } from '../budget/state.ts';
import { BUDGETS, type BudgetDocument } from './budgets.projection.ts';
import { keptIn, list, readsBudget } from './reading.ts';

export const moneyShown = answer.object({ minor: answer.whole(3000), currency: answer.text('CNY') });

const KEPT = 'Absent where it would tell the sum of a confidential settlement (SOL-7).';

export const budgetShown = {
  budget: answer.text('2026-11.call-centre.lin'),
  month: answer.text('2026-11'),
  procedure: answer.text('call-centre'),
  person: answer.text('lin'),
  limit: moneyShown,
  'used?': { ...moneyShown, description: KEPT },
  'left?': { ...moneyShown, description: KEPT },
} as const;

/** `kept`: with a sum that its reader is not told. */
export type BudgetShown = BudgetDocument & { readonly kept?: boolean };

interface BudgetFigures extends Pick<BudgetDocument, 'budget' | 'month' | 'procedure' | 'person' | 'limit'> {
  readonly used?: BudgetDocument['limit'];
  readonly left?: BudgetDocument['limit'];
}

/** What is used counts what is only set aside; nothing is left where the file has lowered its limit since. */
export function figuresOf({ budget, month, procedure, person, kept, ...state }: BudgetShown): BudgetFigures {
  const used = usedOf(state);
  const { limit } = state;
  const { currency } = limit;
  const figures = { budget, month, procedure, person, limit };
  if (kept === true) return figures;
  return {
    ...figures,
    used: { minor: used, currency },
    left: { minor: Math.max(0, limit.minor - used), currency },
  };
}

export const budgets = list({
  name: 'budgets',
  summary:
    'What people have promised of their own accord in a month, and what is left of it (SOL-8, REP-8): their own, and those of whoever works below them.',
  group: 'Budgets',
  at: 'budgets',
  who: { readers: ['operations', 'compliance'] },
  of: BUDGETS,
  filters: {
    month: field.pattern(/^\d{4}-(0[1-9]|1[0-2])$/, {
      optional: true,
      otherwise: 'must be a month such as 2026-09',
      example: '2026-09',
    }),
    procedure: field.reference({ optional: true, of: 'procedure', example: 'call-centre' }),
    person: field.reference({ optional: true, of: 'staff', example: 'lin' }),
  },
  where: ({ asked: { person, ...others } }) =>
    equal({ ...others, person: person === undefined ? undefined : personKey(person) }),
  order: () => ({ field: 'budget', direction: 'ascending' }),
  moves: false,
  visible: (all: readonly BudgetDocument[], { ports, reader }) =>
    Promise.all(
      all
        .filter((each) => readsBudget(each, reader))
        .map(async (each): Promise<BudgetShown> => ({
          ...each,
          kept: (await keptIn(each, ports, reader)).size > 0,
        })),
    ),
  row: answer.object(budgetShown),
  told: figuresOf,
  commandLine: {
    words: 'budgets list',
    description: 'what people have promised of their own accord in a month, and what is left',
    none: 'Nothing was promised on a budget.',
    columns: {
      budget: ({ budget }) => budget,
      month: ({ month }) => month,
      procedure: ({ procedure }) => procedure,
      person: ({ person }) => person,
      limit: ({ limit }) => ({ money: [limit] }),
      used: ({ used }) => ({ money: used ? [used] : [] }),
      left: ({ left }) => ({ money: left ? [left] : [] }),
    },
    numeric: ['limit', 'used', 'left'],
  },
});
