import type { BudgetDraw } from './budget-draw.ts';
import type { Evolvers } from './evolvers.ts';
import type { CaseRecord } from './state.ts';

const drawsOf = ({ draws = [] }: CaseRecord): readonly BudgetDraw[] => draws;

export const evolveBudget: Evolvers = {
  BudgetDrawn: (state, { data: { amount, ...names } }) => ({
    ...state,
    draws: [...drawsOf(state), { ...names, minor: amount.minor }],
  }),
  BudgetDrawReduced: (state, { data: { draw, amount } }) => ({
    ...state,
    draws: drawsOf(state).map((each) => (each.draw === draw ? { ...each, minor: amount.minor } : each)),
  }),
  BudgetDrawVoided: (state, { data }) => ({ ...state, draws: [...drawsOf(state), { ...data, minor: 0 }] }),
};
