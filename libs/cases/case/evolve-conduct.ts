import type { Evolvers } from './evolvers.ts';

export const evolveConduct: Evolvers = {
  ResponsibilityCounted: (state, { data }) => ({ ...state, counts: (state.counts ?? 0) + 1, counted: data }),
  ResponsibilityTakenBack: ({ counted: _, ...state }) => state,
};
