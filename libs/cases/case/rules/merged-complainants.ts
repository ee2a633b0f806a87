import type { Procedure } from '#procedures';
import type { TakenOver, Telling } from '../merge-state.ts';
import { isTriedEnough } from './attempts.ts';

/** Whoever is known and somebody else than the complainant of this case has to hear for themselves (INT-4). */
export const isToBeTold = ({ complainant }: Pick<TakenOver, 'complainant'>): boolean =>
  !complainant.anonymous && !complainant.same;

/** Heard, or tried for as often as the procedure asks (OUT-1). */
const isDone = ({ told, failed }: Telling, procedure: Procedure): boolean =>
  told || isTriedEnough(failed, 'outcome', procedure);

/** Merged cases whose complainants have not heard of the merging, or of the outcome. */
export const untold = (
  takenOver: readonly TakenOver[],
  about: 'merging' | 'outcome',
  procedure: Procedure,
): readonly TakenOver[] => takenOver.filter((each) => isToBeTold(each) && !isDone(each[about], procedure));
