import { stampMetadata } from '#event-sourcing';
import { corrections } from './clock-corrections.ts';
import { deadlineOf, happening, moved } from './clock-due.ts';
import { clockEnd, metInTimeAfterAll, missedBy, standsStill } from './clock-end.ts';
import { isMissedBefore, isSameAllowance, runsOf } from './clock-reckoning.ts';
import { beginningOf, setClock } from './clock-runs.ts';
import { endedBefore, underOtherRules } from './clock-versions.ts';
import { seenBy, threadsOf } from './clock-threads.ts';
import type { CaseContext } from './context.ts';
import type { CaseEventDraft } from './events.ts';
import { evolve } from './evolve.ts';
import { beginOf } from './evolve-clocks.ts';
import type { CaseClock, Pause } from './clock-state.ts';
import type { CaseState } from './state.ts';
import {
  allowanceOf,
  applies,
  hasEnded,
  isGiven,
  ruleOf,
  stoppedAt,
  wantedClocks,
  whyOver,
  type KnownCase,
  type WantedClock,
} from './wanted-clocks.ts';

/** A fold over drafts as they will be recorded. */
export const foldDrafts = (
  state: CaseState,
  drafts: readonly CaseEventDraft[],
  { stamp }: Pick<CaseContext, 'stamp'>,
): CaseState => drafts.reduce((so, draft) => evolve(so, stampMetadata(draft, stamp)), state);

/**
 * Brings the clocks of a case in line with what just happened (CLK-1, CLS-4): the one place where clocks are set, moved,
 * met and cancelled. Pure; runs after every decision, on the events that it made, until nothing is left to do: a clock
 * that is set from its original start may have stood still, or been stopped, since then.
 */
export function keepClocks(
  before: CaseState,
  drafts: readonly CaseEventDraft[],
  context: CaseContext,
): readonly CaseEventDraft[] {
  const added: CaseEventDraft[] = [];
  let state = foldDrafts(before, drafts, context);
  const record = (draft: CaseEventDraft): void => {
    added.push(draft);
    state = foldDrafts(state, [draft], context);
  };
  const lookAtAll = (): void => {
    corrections(before, state, context).forEach(record);
    for (const of of threadsOf(state)) lookAt(() => seenBy(state, of));
  };
  const lookAt = (seen: () => CaseState): void => {
    for (const clock of bookOf(seen())) keepEnd(clock, seen(), context).forEach(record);
    for (const wanted of wantedClocks(seen(), context.procedure))
      startOrMove(wanted, seen(), context).forEach(record);
    for (const pause of pausesOf(seen())) {
      for (const clock of running(seen())) standStill(clock, pause, seen(), context).forEach(record);
      for (const clock of running(seen())) goOn(clock, pause, context).forEach(record);
    }
  };
  for (const draft of underOtherRules(before, state, context)) record(draft);
  for (let looks = 0, known = -1; known < added.length; looks += 1) {
    if (looks > MOST_LOOKS) throw new Error('the clocks of a case do not come to rest');
    known = added.length;
    lookAtAll();
  }
  return added;
}

/** A repeating clock takes one for each of its stops; more is a mistake of this file, better loud than endless. */
const MOST_LOOKS = 1_000;

const bookOf = (state: CaseState): readonly CaseClock[] =>
  state.status === 'none' ? [] : state.clocks.clocks;

const pausesOf = (state: CaseState): readonly Pause[] => (state.status === 'none' ? [] : state.clocks.pauses);

const running = (state: CaseState): readonly CaseClock[] =>
  bookOf(state).filter((clock) => clock.status === 'running');

/** Ends a running clock whose stop was reached, whose rule no longer applies, or whose subject is over. */
function keepEnd(clock: CaseClock, state: CaseState, context: CaseContext): readonly CaseEventDraft[] {
  const rule = ruleOf(clock, context.procedure);
  if (state.status === 'none' || !rule) return [];
  const stop = stoppedAt(rule, clock, state, context.procedure);
  if (clock.status === 'met') return endedBefore(clock, state) ? [] : metInTimeAfterAll(clock, stop, context);
  if (clock.status !== 'running') return [];
  if (stop !== undefined) return clockEnd(clock, { how: 'stopped', at: stop }, state, context);
  const how = hasEnded(rule, state) ? howEnded(state) : whyCancelled(clock, state, context);
  return how === undefined ? [] : clockEnd(clock, { how, at: context.happenedAt }, state, context);
}

/** What a merged case owes is owed by the other one (LIF-2). */
const howEnded = (state: KnownCase): 'ended' | 'takenOver' =>
  state.status === 'logged' && state.ending === 'merged' ? 'takenOver' : 'ended';

function whyCancelled(
  clock: CaseClock,
  state: KnownCase,
  { procedure }: CaseContext,
): 'returned' | 'notApplicable' | 'replaced' | undefined {
  const rule = ruleOf(clock, procedure);
  if (!rule) return undefined;
  const over = whyOver(rule, clock.subject, state);
  if (over !== undefined || isGiven(clock)) return over;
  // What it counts from no longer stands: the case was reopened (OUT-6).
  if (!state.clocks.facts.some(({ milestone }) => milestone === rule.starts)) return 'notApplicable';
  // What was missed stays on the list until it is done, whatever the case is classified as by then (REP-1).
  return clock.breached || applies(rule, state, procedure) ? undefined : 'notApplicable';
}

/** Sets a clock that should run and does not; moves a running one whose allowance changed (CLS-4). */
function startOrMove(wanted: WantedClock, state: CaseState, context: CaseContext): readonly CaseEventDraft[] {
  if (state.status === 'none') return [];
  const open = runsOf(wanted, state.clocks).find(({ status, breached }) => status === 'running' && !breached);
  if (open) return move(open, wanted, state, context);
  const beginning = beginningOf(wanted, state, context.procedure);
  if (runsOf(wanted, state.clocks).length === 0 && isBygone(wanted, state, context)) return [];
  return beginning === undefined ? [] : setClock(wanted, beginning, state, context);
}

/** In a merged case it was answered there, or the month was over there, before this case took it over (LIF-2). */
const isBygone = (wanted: WantedClock, state: KnownCase, { procedure }: CaseContext): boolean =>
  state.clocks.of !== undefined &&
  (wanted.rule.onDue === 'promote' || stoppedAt(wanted.rule, wanted, state, procedure) !== undefined);

/** From its original start; a new allowance that leaves no time leaves the due time as it was. */
function move(
  clock: CaseClock,
  wanted: WantedClock,
  state: KnownCase,
  context: CaseContext,
): readonly CaseEventDraft[] {
  const { rule } = wanted;
  const allowance = allowanceOf(wanted, state, clock.setAt > clock.startedAt ? clock.setAt : clock.startedAt);
  if (allowance === undefined || isSameAllowance(clock.allowance, allowance)) return [];
  const missed = missedBy(context.happenedAt, clock, state, context);
  if (missed.length > 0) return missed;
  const replaced = { how: 'replaced', at: context.happenedAt } as const;
  if (rule.counts === 'fromApplying') return clockEnd(clock, replaced, state, context);
  const deadline = deadlineOf({ ...clock, allowance }, rule, context.procedure);
  const { startedAt, dueAt } = clock;
  if (isMissedBefore(wanted, { startedAt, allowance, pauses: [] }, state.clocks, context.procedure))
    return clockEnd(clock, replaced, state, context);
  const cause = 'until' in allowance ? 'requested' : 'severityChanged';
  return deadline.dueAt > context.happenedAt
    ? [moved(clock, cause, deadline, { allowance })]
    : [moved(clock, cause, { dueAt }, { allowance, carried: true })];
}

/** CLK-9: a pausable clock stands still from the pause on, unless its time had run out before or was found missed. */
function standStill(
  clock: CaseClock,
  pause: Pause,
  state: CaseState,
  context: CaseContext,
): readonly CaseEventDraft[] {
  const from = fromFor(clock, pause);
  // A moment that somebody was given does not move with the case (CLK-3).
  const isPausable = ruleOf(clock, context.procedure)?.pausable === true && !('until' in clock.allowance);
  const isEmpty = pause.to !== undefined && pause.to <= from;
  if (clock.breached || !isPausable || isEmpty || isKnown(clock, from)) return [];
  if (clock.dueAt <= from) return missedBy(from, clock, state, context);
  const { dueAt, provisional } = clock;
  return [
    {
      ...moved(clock, 'paused', { dueAt, ...(provisional === true && { provisional }) }),
      ...happening(from),
    },
  ];
}

const isKnown = ({ pauses }: CaseClock, from: string): boolean => pauses.some((each) => each.from === from);

/** A clock stands still from when its time counts at the earliest. */
const fromFor = (clock: Pick<CaseClock, 'startedAt' | 'countsFrom'>, { from }: Pause): string =>
  from > beginOf(clock) ? from : beginOf(clock);

/** CLK-9: moves the due time by the length of the pause that ended. */
function goOn(clock: CaseClock, pause: Pause, { procedure }: CaseContext): readonly CaseEventDraft[] {
  const { to } = pause;
  const current = clock.pauses.at(-1);
  if (to === undefined || !standsStill(clock) || current?.from !== fromFor(clock, pause)) return [];
  const pauses = [...clock.pauses.slice(0, -1), { ...current, to }];
  const deadline = deadlineOf({ ...clock, pauses }, ruleOf(clock, procedure), procedure);
  return [{ ...moved(clock, 'resumed', deadline), ...happening(to) }];
}
