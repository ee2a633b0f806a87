import type { TakenOver, Telling } from '../merge-state.ts';

/** Whoever is known and somebody else than the complainant of this case has to hear for themselves (INT-4). */
export const isToBeTold = ({ complainant }: Pick<TakenOver, 'complainant'>): boolean =>
  !complainant.anonymous && !complainant.same;

/** Heard, or tried for as often as the procedure asks (OUT-1). */
const isDone = ({ told, failed }: Telling, attempts: number): boolean => told || failed >= attempts;

/** Merged cases whose complainants have not heard of the merging, or of the outcome. */
export const untold = (
  takenOver: readonly TakenOver[],
  about: 'merging' | 'outcome',
  attempts: number,
): readonly TakenOver[] => takenOver.filter((each) => isToBeTold(each) && !isDone(each[about], attempts));
