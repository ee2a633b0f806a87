import type { Procedure } from '#procedures';
import { levelAbove, levelComplainedAbout, rankOf } from '../context.ts';
import type { CaseRecord, CaseState } from '../state.ts';
import type { Fact } from '../clock-state.ts';

/** DIS-3: the level that the severity asks for, or a flag (CLS-7); above the level that is complained about (INV-4). */
export function levelToTell(
  { severity, flags, respondents }: Pick<CaseRecord, 'severity' | 'flags' | 'respondents'>,
  procedure: Procedure,
): string | undefined {
  const about = levelComplainedAbout(respondents, procedure);
  const levels = [
    ...procedure.routing.notify.filter((each) => each.severity === severity).map((each) => each.level),
    ...procedure.flagEffects
      .filter((effect) => flags.some((flag) => flag === effect.flag))
      .flatMap((effect) => effect.notifyLevel ?? []),
    ...(about === undefined ? [] : [levelAbove(procedure, about) ?? about]),
  ];
  return levels.sort((left, right) => rankOf(procedure, right) - rankOf(procedure, left))[0];
}

/** A manager below the one whom the case has to reach by now was told in vain (DIS-3). */
export function reachesEnough({ level }: Fact, state: CaseState, procedure: Procedure): boolean {
  if (level === undefined || state.status !== 'logged') return true;
  const needed = levelToTell(state, procedure);
  return needed === undefined || rankOf(procedure, level) >= rankOf(procedure, needed);
}
