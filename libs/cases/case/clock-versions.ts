import type { ClockRule } from '#procedures';
import { deadlineOf, moved } from './clock-due.ts';
import { clockEnd } from './clock-end.ts';
import { isSame } from './clock-facts.ts';
import { isSameAllowance } from './clock-reckoning.ts';
import { seenBy, threadsOf } from './clock-threads.ts';
import type { CaseContext } from './context.ts';
import type { CaseEventDraft } from './events.ts';
import type { CaseClock } from './clock-state.ts';
import type { CaseState } from './state.ts';
import { allowanceOf, isGiven, ruleOf, stoppedAt, wantedClocks, type KnownCase } from './wanted-clocks.ts';

/** D13: what ended under the version before is not judged by this one, so that what was missed then stays missed. */
export const endedBefore = ({ endedAt }: CaseClock, { clocks: { ruledSince } }: KnownCase): boolean =>
  ruledSince !== undefined && endedAt !== undefined && endedAt <= ruledSince;

/**
 * D13: what becomes of the running clocks when the case was moved to another version: they are counted from their original
 * start by the rule as it is there. What the version does not know ends, and what it begins otherwise begins anew.
 */
export function underOtherRules(
  before: CaseState,
  state: CaseState,
  context: CaseContext,
): readonly CaseEventDraft[] {
  if (before.status !== 'logged' || state.status !== 'logged') return [];
  if (before.procedure.version === state.procedure.version) return [];
  return threadsOf(state).flatMap((of) => {
    const seen = seenBy(state, of);
    return seen.clocks.clocks
      .filter((clock) => clock.status === 'running' && !isGiven(clock))
      .flatMap((clock) => underOtherRule(clock, seen, context));
  });
}

function underOtherRule(clock: CaseClock, state: KnownCase, context: CaseContext): readonly CaseEventDraft[] {
  const rule = ruleOf(clock, context.procedure);
  const end = (how: 'notApplicable' | 'replaced') =>
    clockEnd(clock, { how, at: context.happenedAt }, state, context);
  if (rule === undefined) return end('notApplicable');
  // What counts as done only by these rules takes back no miss of the others.
  if (clock.breached)
    return stoppedAt(rule, clock, state, context.procedure) === undefined ? [] : end('notApplicable');
  return isOtherwise(clock, rule) ? end('replaced') : countedAnew(clock, rule, state, context);
}

/** It begins with something else, is of another kind, or would not have stood still: no due time can just be moved. */
const isOtherwise = (clock: CaseClock, rule: ClockRule): boolean =>
  clock.startedBy !== rule.starts ||
  clock.kind !== rule.kind ||
  clock.onDue !== rule.onDue ||
  (!rule.pausable && clock.pauses.some(({ reason }) => reason !== 'settled'));

/** Where that would have left no time, it is due when it was: nobody was late by rules that did not hold. */
function countedAnew(
  clock: CaseClock,
  rule: ClockRule,
  state: KnownCase,
  context: CaseContext,
): readonly CaseEventDraft[] {
  const wanted = wantedClocks(state, context.procedure).find(
    (each) => each.rule.id === rule.id && isSame(each.subject, clock.subject),
  );
  const since = clock.setAt > clock.startedAt ? clock.setAt : clock.startedAt;
  const allowance = wanted && allowanceOf(wanted, state, since);
  if (allowance === undefined) return [];
  const deadline = deadlineOf({ ...clock, allowance }, rule, context.procedure);
  const { dueAt, warnAt } = clock;
  if (deadline.dueAt === dueAt && deadline.warnAt === warnAt && isSameAllowance(clock.allowance, allowance))
    return [];
  return deadline.dueAt > context.happenedAt
    ? [moved(clock, 'rulesChanged', deadline, { allowance })]
    : [moved(clock, 'rulesChanged', { dueAt }, { allowance, carried: true })];
}
