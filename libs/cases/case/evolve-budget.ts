import type { Evolvers } from './evolvers.ts';
import type { CaseRecord } from './state.ts';

/** A sum that this case has promised out of a budget, or has let go of unused (SOL-8). */
export interface BudgetDraw {
  readonly draw: string;
  readonly budget: string;
  readonly option?: string;
  readonly grant?: string;
  /** Minor units that are promised with it by now. */
  readonly minor: number;
}

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
