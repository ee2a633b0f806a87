import { isInstant, stampMetadata } from '#event-sourcing';
import { computeDeadline, type Procedure } from '#procedures';
import { clockEnd, metInTimeAfterAll, missedBy, standsStill } from './clock-end.ts';
import type { CaseContext } from './context.ts';
import type { CaseEventDraft } from './events.ts';
import { evolve } from './evolve.ts';
import { isOver } from './stage-policy.ts';
import type { CaseClock, CaseState, Pause } from './state.ts';
import {
  applies,
  dispatchOf,
  isPerDispatch,
  isReplaced,
  ruleOf,
  stoppedAt,
  wantedClocks,
  type WantedClock,
} from './wanted-clocks.ts';

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
  const fold = (state: CaseState, draft: CaseEventDraft): CaseState =>
    evolve(state, stampMetadata(draft, context.stamp));
  const added: CaseEventDraft[] = [];
  let state = drafts.reduce(fold, before);
  const record = (draft: CaseEventDraft): void => {
    added.push(draft);
    state = fold(state, draft);
  };
  const lookAtAll = (): void => {
    for (const clock of bookOf(state)) keepEnd(clock, state, context).forEach(record);
    if (hasEnded(state)) return;
    for (const wanted of wantedClocks(state, context.procedure))
      startOrMove(wanted, state, context).forEach(record);
    for (const pause of pausesOf(state)) {
      for (const clock of running(state)) standStill(clock, pause, state, context).forEach(record);
      for (const clock of running(state)) goOn(clock, pause, context).forEach(record);
    }
  };
  for (let looks = 0, known = -1; known < added.length; looks += 1) {
    if (looks > MOST_LOOKS) throw new Error('the clocks of a case do not come to rest');
    known = added.length;
    lookAtAll();
  }
  return added;
}

/** A repeating clock takes one for each of its stops; more is a mistake of this file, better loud than endless. */
const MOST_LOOKS = 1_000;

const hasEnded = (state: CaseState): boolean => state.status === 'logged' && isOver(state);

const bookOf = (state: CaseState): readonly CaseClock[] =>
  state.status === 'none' ? [] : state.clocks.clocks;

const pausesOf = (state: CaseState): readonly Pause[] => (state.status === 'none' ? [] : state.clocks.pauses);

const running = (state: CaseState): readonly CaseClock[] =>
  bookOf(state).filter((clock) => clock.status === 'running');

/** Ends a running clock whose stop was reached, whose rule no longer applies, or which a newer start replaced. */
function keepEnd(clock: CaseClock, state: CaseState, context: CaseContext): readonly CaseEventDraft[] {
  const rule = ruleOf(clock, context.procedure);
  if (state.status === 'none' || !rule) return [];
  const stop = stoppedAt(rule, clock, state, context.procedure);
  if (clock.status === 'met') return metInTimeAfterAll(clock, stop);
  if (clock.status !== 'running') return [];
  if (stop !== undefined) return clockEnd(clock, { how: 'stopped', at: stop }, state, context);
  const how = hasEnded(state) ? 'ended' : whyCancelled(clock, state, context);
  return how === undefined ? [] : clockEnd(clock, { how, at: context.happenedAt }, state, context);
}

function whyCancelled(
  clock: CaseClock,
  state: Exclude<CaseState, { status: 'none' }>,
  { procedure }: CaseContext,
): 'returned' | 'notApplicable' | 'replaced' | undefined {
  if (dispatchOf(clock, state)?.status === 'returned') return 'returned';
  const rule = isGiven(clock) ? undefined : ruleOf(clock, procedure);
  if (!rule) return undefined;
  if (!applies(rule, state, procedure)) return 'notApplicable';
  if (isPerDispatch(rule)) return undefined;
  const start = state.clocks.reached[rule.starts];
  // What it counts from no longer stands: the case was reopened (OUT-6).
  if (start === undefined) return 'notApplicable';
  return isReplaced(clock, rule, start) ? 'replaced' : undefined;
}

/** Promises and parts run until they are kept, whatever the classification. */
const isGiven = (clock: CaseClock): boolean =>
  clock.clock.startsWith('promise:') || clock.clock.startsWith('part:');

/** Sets a clock that should run and does not; moves a running one whose allowance changed (CLS-4). */
function startOrMove(wanted: WantedClock, state: CaseState, context: CaseContext): readonly CaseEventDraft[] {
  const existing = bookOf(state).find((clock) => clock.clock === wanted.clock);
  if (!existing) return wasMissedBefore(wanted, state, context) ? [] : [start(wanted, context)];
  if (existing.status !== 'running') return [];
  if (JSON.stringify(existing.allowance) === JSON.stringify(wanted.allowance)) return [];
  if (!existing.breached && wasMissedBefore(wanted, state, context))
    return clockEnd(existing, { how: 'replaced', at: context.happenedAt }, state, context);
  const missed = missedBy(context.happenedAt, existing, state, context);
  return existing.breached || missed.length > 0
    ? [...missed, ...givenMoreTime(existing, wanted, context)]
    : [move(existing, wanted, context)];
}

/**
 * CLK-6: a time that an earlier run has missed is not missed again, however often the case is reclassified to and fro;
 * the clock runs anew once it has more time than that.
 */
const wasMissedBefore = (wanted: WantedClock, state: CaseState, context: CaseContext): boolean =>
  bookOf(state).some(
    (run) =>
      run.breached &&
      run.status === 'cancelled' &&
      run.rule === wanted.rule.id &&
      run.startedAt === wanted.startedAt &&
      run.department === wanted.department &&
      dueWithPauses(wanted, state, context) <= run.dueAt,
  );

/** When the clock would be due, with every time for which the case stood still before (CLK-9). */
function dueWithPauses(
  { rule, startedAt, allowance }: WantedClock,
  state: CaseState,
  { procedure }: CaseContext,
): string {
  const dueAfter = (pauses: readonly Pause[]): string =>
    deadlineOf({ startedAt, allowance, pauses }, undefined, procedure).dueAt;
  const counted = (rule.pausable ? pausesOf(state) : []).reduce<readonly Pause[]>((earlier, pause) => {
    const from = fromFor({ startedAt }, pause);
    const isCounted = (pause.to === undefined || pause.to > from) && from < dueAfter(earlier);
    return isCounted ? [...earlier, { ...pause, from }] : earlier;
  }, []);
  return dueAfter(counted);
}

/** From its original start. */
function move(existing: CaseClock, { allowance, rule }: WantedClock, context: CaseContext): CaseEventDraft {
  const deadline = deadlineOf({ ...existing, allowance }, rule.warnAt, context.procedure);
  const cause = 'until' in allowance ? 'requested' : 'severityChanged';
  const moved = {
    clock: existing.clock,
    allowance,
    from: existing.dueAt,
    to: deadline.dueAt,
    cause,
  } as const;
  return { type: 'DeadlineMoved', data: { ...moved, ...(deadline.warnAt && { warnAt: deadline.warnAt }) } };
}

/** What was missed stays missed; with more time than that, the clock runs anew from its original start. */
function givenMoreTime(
  { clock, kind, ...existing }: CaseClock,
  { allowance }: WantedClock,
  { procedure, happenedAt }: CaseContext,
): readonly CaseEventDraft[] {
  const { dueAt } = deadlineOf({ ...existing, allowance }, undefined, procedure);
  return dueAt > happenedAt ? [{ type: 'DeadlineCancelled', data: { clock, kind, why: 'replaced' } }] : [];
}

function start(wanted: WantedClock, { procedure }: CaseContext): CaseEventDraft {
  const { clock, rule, startedAt, allowance, department } = wanted;
  const { dueAt, warnAt } = deadlineOf({ startedAt, allowance, pauses: [] }, rule.warnAt, procedure);
  return {
    type: 'DeadlineSet',
    data: {
      ...{ clock, rule: rule.id, kind: rule.kind, startedAt, startedBy: rule.starts, allowance, dueAt },
      ...(warnAt && { warnAt }),
      onDue: rule.onDue,
      ...(department && { department }),
    },
  };
}

/** Due time of a clock with its pauses and extension, and when to warn. */
export function deadlineOf(
  clock: Pick<CaseClock, 'startedAt' | 'allowance' | 'pauses' | 'extendedTo' | 'extendedAt'>,
  warnAt: number | undefined,
  { calendar, timeZone }: Procedure,
): { readonly dueAt: string; readonly warnAt?: string } {
  const { startedAt, allowance, pauses, extendedTo, extendedAt } = clock;
  return computeDeadline({
    ...{ allowance, calendar, timeZone, startedAt, pauses },
    ...(extendedTo !== undefined && { extendedTo }),
    ...(extendedAt !== undefined && { extendedAt }),
    ...(warnAt !== undefined && { warnAt }),
  });
}

/** CLK-9: a pausable clock stands still from the pause on, unless its time had run out before or was found missed. */
function standStill(
  clock: CaseClock,
  pause: Pause,
  state: CaseState,
  context: CaseContext,
): readonly CaseEventDraft[] {
  const from = fromFor(clock, pause);
  const isPausable = ruleOf(clock, context.procedure)?.pausable === true;
  const isEmpty = pause.to !== undefined && pause.to <= from;
  if (clock.breached || !isPausable || isEmpty || clock.pauses.some((each) => each.from === from)) return [];
  if (clock.dueAt <= from) return missedBy(from, clock, state, context);
  const { clock: name, dueAt } = clock;
  return [
    {
      type: 'DeadlineMoved',
      data: { clock: name, from: dueAt, to: dueAt, cause: 'paused' },
      ...(isInstant(from) && { happenedAt: from }),
    },
  ];
}

/** A clock stands still from its own start at the earliest. */
const fromFor = ({ startedAt }: Pick<CaseClock, 'startedAt'>, { from }: Pause): string =>
  from > startedAt ? from : startedAt;

/** CLK-9: moves the due time by the length of the pause that ended. */
function goOn(clock: CaseClock, pause: Pause, { procedure }: CaseContext): readonly CaseEventDraft[] {
  const { to } = pause;
  const current = clock.pauses.at(-1);
  if (to === undefined || !standsStill(clock) || current?.from !== fromFor(clock, pause)) return [];
  const pauses = [...clock.pauses.slice(0, -1), { ...current, to }];
  const deadline = deadlineOf({ ...clock, pauses }, ruleOf(clock, procedure)?.warnAt, procedure);
  const moved = { clock: clock.clock, from: clock.dueAt, to: deadline.dueAt, cause: 'resumed' } as const;
  return [
    {
      type: 'DeadlineMoved',
      data: { ...moved, ...(deadline.warnAt && { warnAt: deadline.warnAt }) },
      ...(isInstant(to) && { happenedAt: to }),
    },
  ];
}
