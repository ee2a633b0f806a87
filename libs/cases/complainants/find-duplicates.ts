import { isInstant, millisOf, type HappenedAt } from '#event-sourcing';
import type { ComplainantCase } from './complainants.projection.ts';

const MS_PER_DAY = 86_400_000;
/** As many as `DuplicateSuspected` can name. */
const MOST_CANDIDATES = 20;

/**
 * Cases that a new one may repeat (INT-10), the likeliest first: the same procedure before others, then the nearest in
 * time. Same complainant within the window is enough to be a candidate; whether the matter is the same is for a person to
 * say, because neither category nor description can be compared here.
 *
 * @param cases those that are found by the new complainant's fingerprints
 * @param windowDays days before and after the new case (a letter may be entered after a later call)
 */
export function findDuplicates(
  cases: readonly ComplainantCase[],
  newCase: { readonly caseId?: string; readonly receivedAt: HappenedAt; readonly procedure: string },
  windowDays: number,
): readonly string[] {
  const distance = (each: ComplainantCase): number =>
    Math.abs(timeOf(each.receivedAt ?? each.recordedAt) - timeOf(newCase.receivedAt));
  const elsewhere = (each: ComplainantCase): number => (each.procedure === newCase.procedure ? 0 : 1);
  return cases
    .filter((each) => each.caseId !== newCase.caseId && distance(each) <= windowDays * MS_PER_DAY)
    .sort((left, right) => elsewhere(left) - elsewhere(right) || distance(left) - distance(right))
    .slice(0, MOST_CANDIDATES)
    .map(({ caseId }) => caseId);
}

/** A day without a time counts from its beginning in UTC: near enough for a window of days. */
const timeOf = (at: HappenedAt): number => (isInstant(at) ? millisOf(at) : Date.parse(`${at}T00:00:00.000Z`));
