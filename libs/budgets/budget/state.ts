import type { BudgetEvent, BudgetReserved } from './events.ts';

type Money = BudgetReserved['data']['amount'];

interface Draw {
  readonly draw: string;
  readonly case: string;
  readonly amount: Money;
  /** The case has recorded what it promises with it; until then it is only set aside. */
  readonly settled: boolean;
}

export interface BudgetState {
  /** As the last one who drew on it knew it. */
  readonly limit?: Money;
  readonly draws: readonly Draw[];
}

export const untouchedBudget: BudgetState = { draws: [] };

export function evolve(state: BudgetState, event: BudgetEvent): BudgetState {
  switch (event.type) {
    case 'BudgetReserved': {
      const { limit, ...reserved } = event.data;
      const others = state.draws.filter(({ draw }) => draw !== reserved.draw);
      return { limit, draws: [...others, { ...reserved, settled: false }] };
    }
    case 'BudgetSettled': {
      const { draw, minor } = event.data;
      const draws = state.draws.map((each) =>
        each.draw === draw ? { ...each, amount: { ...each.amount, minor }, settled: true } : each,
      );
      return { ...state, draws };
    }
    default:
      return state;
  }
}

/** Minor units; what is only set aside counts as well. */
export const usedOf = ({ draws }: BudgetState): number =>
  draws.reduce((sum, { amount }) => sum + amount.minor, 0);
