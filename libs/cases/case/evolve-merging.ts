import type { CaseEvent } from './events.ts';
import type { Carried } from './events/merging.ts';
import type { Flag } from './events/fields.ts';
import type { Evolvers } from './evolvers.ts';
import { momentOf } from './milestones.ts';
import type { Authority, CaseRemedy } from './remedies/remedy.ts';
import type { CaseParts, CaseRecord } from './state.ts';
import type { TakenOver, Telling } from './merge-state.ts';

const UNTOLD: Telling = { told: false, failed: [] };

function takenOver(
  given: Carried,
  { data, metadata }: CaseEvent<'CaseTakenOver'>,
  state: CaseRecord,
): TakenOver {
  const {
    told,
    facts: _facts,
    clocks: _clocks,
    given: _given,
    dispatches: _d,
    respondents: _r,
    regulators: _w,
    ...carried
  } = given;
  const severity = ownSeverity(state);
  return {
    ...{ ...carried, from: data.from, merge: data.merge, by: metadata.commandId },
    ...{ merging: { ...UNTOLD, told }, outcome: UNTOLD },
    before: {
      ...{ flags: ownFlags(state), level: state.level, levelAwaited: state.levelAwaited },
      ...(severity !== undefined && { severity }),
    },
  };
}

/** Without those that only a merged case brought. */
const ownFlags = ({ flags, takenOver: all }: CaseRecord): readonly Flag[] =>
  flags.filter((flag) => !all.some((each) => each.flags.includes(flag) && !each.before.flags.includes(flag)));

/** Before a merged case raised it. */
const ownSeverity = ({ severity, takenOver: all }: CaseRecord): string | undefined =>
  all.find(({ raisedTo }) => raisedTo !== undefined && raisedTo === severity)?.before.severity ?? severity;

/** CLS-7: what the taking over made of the severity of this case, by that of the other or by its flags. */
export const withRaised = (
  { takenOver: all }: CaseRecord,
  { data: { to, cause }, metadata }: CaseEvent<'SeverityChanged'>,
): readonly TakenOver[] =>
  all.map((each) =>
    each.by === metadata.commandId && (cause === 'decision' || cause === 'flag')
      ? { ...each, raisedTo: to }
      : each,
  );

type Committed = Pick<Carried, 'case' | 'committed' | 'unvalued'>;

/** What the merged case has promised counts against the limits of this one, as whoever merged decided (SOL-4). */
const elsewhere = (
  { case: of, committed, unvalued }: Committed,
  authority?: Authority,
): readonly CaseRemedy[] =>
  committed.minor === 0 && !unvalued
    ? []
    : [
        {
          ...{ of, remedy: { kind: 'money' }, status: 'elsewhere' },
          ...(!unvalued && { worth: committed }),
          ...(authority && { authority }),
        },
      ];

/** The sum of one merged case as it is by now. */
const withSum = (state: CaseRecord, now: Committed): readonly CaseRemedy[] => {
  const isOld = ({ of, status }: CaseRemedy): boolean => of === now.case && status === 'elsewhere';
  const authority = state.remedies.find(isOld)?.authority;
  return [...state.remedies.filter((each) => !isOld(each)), ...elsewhere(now, authority)];
};

const notMerging = ({ merging: _, ...state }: CaseRecord): CaseParts => state;

const marked = <Part extends object>(
  parts: readonly Part[],
  of: string,
): readonly (Part & { of: string })[] => parts.map((part) => ({ ...part, of }));

/** INT-9: each waits for the outcome here, until the case is given back. */
const waiting = ({ case: of, regulators }: Carried): CaseRecord['regulators'] =>
  regulators.map((name) => ({ name, told: false, of }));

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
    const { carries, level, authority } = event.data;
    return {
      ...state,
      takenOver: [...state.takenOver, ...carries.map((each) => takenOver(each, event, state))],
      remedies: [...state.remedies, ...carries.flatMap((each) => elsewhere(each, authority))],
      respondents: [...state.respondents, ...carries.flatMap((each) => marked(each.respondents, each.case))],
      regulators: [...state.regulators, ...carries.flatMap(waiting)],
      dispatches: [...state.dispatches, ...carries.flatMap((each) => marked(each.dispatches, each.case))],
      ...(level && { level: level.level, levelAwaited: level.awaited }),
    };
  },
  TakeOverReleased: (state, { data }) => {
    const isLeft = ({ of }: { readonly of?: string }): boolean =>
      of === undefined || !data.cases.includes(of);
    return {
      ...state,
      remedies: state.remedies.filter(isLeft),
      respondents: state.respondents.filter(isLeft),
      regulators: state.regulators.filter(isLeft),
      dispatches: state.dispatches.filter(isLeft),
      takenOver: state.takenOver.filter((each) => !isAmong(data, each)),
      ...(data.level && { level: data.level.level, levelAwaited: data.level.awaited }),
    };
  },
  MergedSumChanged: (state, { data: { change } }) => ({ ...state, sumChanges: change }),
  TakenOverSumChanged: (state, { data: { from, merge, case: of, committed, unvalued, change } }) => ({
    ...state,
    remedies: withSum(state, { case: of, committed, unvalued }),
    takenOver: state.takenOver.map((each) =>
      isAmong({ from, merge, cases: [of] }, each)
        ? { ...each, committed, unvalued, sumChange: change }
        : each,
    ),
  }),
  MergedComplainantTold: (state, event) => ({
    ...state,
    takenOver: state.takenOver.map((each) => {
      const { of, about } = event.data;
      return each.case === of ? { ...each, [about]: after(each[about], event) } : each;
    }),
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

function after({ told, failed }: Telling, event: CaseEvent<'MergedComplainantTold'>): Telling {
  const { reached, exhausted } = event.data;
  return reached
    ? { told: true, failed }
    : { told, failed: [...failed, momentOf(event)], ...(exhausted && { exhausted }) };
}

/** OUT-6, OUT-2: a reopened case has no outcome, and the next one has to be told, and written, anew. */
export const outcomesUntold = ({ takenOver: all }: CaseRecord): readonly TakenOver[] =>
  all.map(({ written: _, ...each }) => ({ ...each, outcome: UNTOLD, outcomeKnown: false }));
