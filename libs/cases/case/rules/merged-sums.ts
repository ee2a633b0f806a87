import { draft } from '../decision.ts';
import type { CaseContext } from '../context.ts';
import type { CaseEventData, CaseEventDraft } from '../events.ts';
import type { CaseRecord, CaseState } from '../state.ts';
import { committedAs, ownTotal } from './carrying.ts';

/** SOL-4: what a merged case gives counts against the limits of the one that has the matter, so that one is told of it. */
export function sumsChanged(
  before: CaseState,
  after: CaseState,
  { caseId = '', procedure }: CaseContext,
): readonly CaseEventDraft[] {
  if (before.status !== 'logged' || after.status !== 'logged' || after.ending !== 'merged') return [];
  const total = ownTotal(after);
  if (total === ownTotal(before)) return [];
  const committed = committedAs(total, procedure.currency);
  return toldOn(after, { case: caseId, ...committed, change: (after.sumChanges ?? 0) + 1 });
}

type MergedSum = Omit<CaseEventData<'MergedSumChanged'>, 'into' | 'merge'>;

/** To the case that this one was merged into, if it was. */
export const toldOn = (
  { mergedInto: into, mergedBy: merge }: Pick<CaseRecord, 'mergedInto' | 'mergedBy'>,
  sum: MergedSum,
): readonly CaseEventDraft[] =>
  into === undefined || merge === undefined ? [] : [draft('MergedSumChanged', { into, merge, ...sum })];

/** What changed in cases that this one had taken over, after it had said what it leaves. */
export const changedMeanwhile = (
  { takenOver }: CaseRecord,
  merge: {
    readonly into: string;
    readonly merge: string;
  },
): readonly CaseEventDraft[] =>
  takenOver.flatMap(({ case: of, committed, unvalued, sumChange: change }) =>
    change === undefined
      ? []
      : [draft('MergedSumChanged', { ...merge, case: of, committed, unvalued, change })],
  );
