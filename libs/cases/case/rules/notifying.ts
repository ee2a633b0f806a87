import type { Procedure } from '#procedures';
import { levelAbove, levelComplainedAbout, rankOf } from '../context.ts';
import type { CaseRecord, CaseState } from '../state.ts';
import type { Fact } from '../clock-state.ts';

type Told = Pick<CaseRecord, 'severity' | 'flags' | 'respondents'>;

/**
 * DIS-3: every level that has to hear of the case: those that its severity asks for, each of them, and the one that a flag
 * (CLS-7) or a complaint about a level (INV-4) asks for, where it stands higher. None that is complained about. From the
 * highest to the lowest.
 */
export function levelsToTell(
  { severity, flags, respondents }: Told,
  procedure: Procedure,
): readonly string[] {
  const rank = (level: string): number => rankOf(procedure, level);
  const about = levelComplainedAbout(respondents, procedure);
  const above = about === undefined ? [] : [levelAbove(procedure, about) ?? about];
  const flagged = procedure.flagEffects
    .filter((effect) => flags.some((flag) => flag === effect.flag))
    .flatMap((effect) => effect.notifyLevel ?? []);
  const asked = procedure.routing.notify
    .filter((each) => each.severity === severity && (about === undefined || rank(each.level) > rank(about)))
    .map((each) => each.level);
  const [highest, ...others] = [...new Set([...asked, ...flagged, ...above])].sort(
    (left, right) => rank(right) - rank(left),
  );
  if (highest === undefined) return [];
  // One level alone gives way to a higher one; several are meant each by itself.
  return asked.length < 2 ? [highest] : [highest, ...others.filter((each) => asked.includes(each))];
}

/** Somebody above whom nobody else has to tell is told in their place. */
const hears = (told: string, level: string, needed: readonly string[], procedure: Procedure): boolean =>
  told === level || (rankOf(procedure, told) > rankOf(procedure, level) && !needed.includes(told));

/** DIS-3: what of it nobody has heard yet, with those who have. */
export const levelsUntold = (
  told: readonly string[],
  state: Told,
  procedure: Procedure,
): readonly string[] => {
  const needed = levelsToTell(state, procedure);
  return needed.filter((level) => !told.some((each) => hears(each, level, needed, procedure)));
};

/** Every manager whom the case has to reach by now has heard of it, with this one as the last (DIS-3). */
export function reachesEnough(
  { level, milestone, at }: Fact,
  facts: readonly Fact[],
  state: CaseState,
  procedure: Procedure,
): boolean {
  if (level === undefined || milestone !== 'managerNotified' || state.status !== 'logged') return true;
  const told = facts
    .filter((fact) => fact.milestone === milestone && fact.at <= at)
    .flatMap((fact) => fact.level ?? []);
  return levelsUntold(told, state, procedure).length === 0;
}
