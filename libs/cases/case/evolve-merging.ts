import type { Carried } from './events/merging.ts';
import type { Evolvers } from './evolvers.ts';
import type { CaseRemedy } from './remedies/remedy.ts';
import { passedOnBy, regulatorsIn } from './rules/regulators.ts';
import type { CaseParts, CaseRecord, TakenOver, Telling } from './state.ts';

const UNTOLD: Telling = { told: false, failed: 0 };

const takenOver = (from: string, merge: string, { told, ...carried }: Carried): TakenOver => ({
  ...{ ...carried, from, merge },
  ...{ merging: { ...UNTOLD, told }, outcome: UNTOLD },
});

/** What the merged case has promised counts against the limits of this one (SOL-4). */
const elsewhere = ({ case: of, committed, unvalued }: Carried): readonly CaseRemedy[] =>
  committed.minor === 0 && !unvalued
    ? []
    : [{ of, remedy: { kind: 'money' }, status: 'elsewhere', ...(!unvalued && { worth: committed }) }];

const notMerging = ({ merging: _, ...state }: CaseRecord): CaseParts => state;

/** Two cases that are one matter: what the one leaves and the other takes over (LIF-2). */
export const evolveMerging: Evolvers = {
  MergeStarted: (state, { data: { merge, into } }) => ({
    ...state,
    merges: state.merges + 1,
    merging: { merge, into },
  }),
  MergeDeclined: (state) => notMerging(state),
  CaseMerged: (state, { data }) => ({
    ...notMerging(state),
    ending: 'merged',
    mergedInto: data.into,
    ...(state.merging && { mergedBy: state.merging.merge }),
  }),
  MergeReversed: ({ ending: _ending, mergedInto: _into, mergedBy: _by, ...state }) => ({
    ...state,
    archived: false,
  }),
  CaseTakenOver: (state, event) => {
    const { from, merge, carries } = event.data;
    return {
      ...state,
      takenOver: [...state.takenOver, ...carries.map((each) => takenOver(from, merge, each))],
      remedies: [...state.remedies, ...carries.flatMap(elsewhere)],
      regulators: passedOnBy(state.regulators, regulatorsIn(event)),
    };
  },
  TakeOverReleased: (state, { data }) => ({
    ...state,
    remedies: state.remedies.filter(({ of }) => of === undefined || !data.cases.includes(of)),
    takenOver: state.takenOver.filter((each) => !isAmong(data, each)),
  }),
  MergedComplainantTold: (state, { data: { of, about, reached } }) => ({
    ...state,
    takenOver: state.takenOver.map((each) =>
      each.case === of ? { ...each, [about]: after(each[about], reached) } : each,
    ),
  }),
};

/** Whether it was taken over by this merging, and is one of these cases. */
export const isAmong = (
  {
    from,
    merge,
    cases,
  }: { readonly from: string; readonly merge: string; readonly cases: readonly string[] },
  each: TakenOver,
): boolean => each.from === from && each.merge === merge && cases.includes(each.case);

const after = ({ told, failed }: Telling, reached: boolean): Telling =>
  reached ? { told: true, failed } : { told, failed: failed + 1 };

/** OUT-6: the outcome of a reopened case has to be told anew. */
export const outcomesUntold = ({ takenOver: all }: CaseRecord): readonly TakenOver[] =>
  all.map((each) => ({ ...each, outcome: UNTOLD }));
