import { outcomesUntold } from './evolve-merging.ts';
import type { CaseParts, CaseRecord } from './state.ts';

export const NOBODY_TRIED: CaseParts['failedContacts'] = { offer: [], outcome: [], explanation: [] };

/** OUT-4, OUT-6: back to where work begins again; what was told before has to be told anew. */
export function reopened(state: CaseRecord): CaseParts {
  const {
    conclusion: _conclusion,
    valid: _valid,
    ending: _ending,
    untellable: _untellable,
    ...others
  } = state;
  const { settledBy: _settledBy, ...kept } = others;
  return {
    ...kept,
    resolved: false,
    archived: false,
    reopened: state.reopened + 1,
    options: [],
    approvals: [],
    decisions: [],
    invalidityExplained: 'no',
    outcomeNotified: false,
    failedContacts: NOBODY_TRIED,
    regulators: state.regulators.map((each) => ({ ...each, told: false })),
    finalResponseIssued: false,
    followUps: [],
    reviews: [],
    demands: state.demands.map(({ answer: _, ...demand }) => demand),
    takenOver: outcomesUntold(state),
  };
}
