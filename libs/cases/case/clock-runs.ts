import { TAKEN_BACK, type ClockRule, type Procedure } from '#procedures';
import { isSame, lastTime, timesOf } from './clock-facts.ts';
import type { CaseContext } from './context.ts';
import type { CaseEventDraft } from './events.ts';
import { deadlineOf, happening, toldOf, type Reckoning } from './clock-due.ts';
import type { CaseClock, ClockBook, ClockPause } from './state.ts';
import {
  allowanceOf,
  stoppedAt,
  type ClockAllowance,
  type KnownCase,
  type WantedClock,
} from './wanted-clocks.ts';

/**
 * How a clock that should run and does not begins: from its own start; again from its original start, because its rule
 * applies again or allows more (CLS-4); or on from the run before, because the case was reopened (OUT-6).
 */
interface Beginning {
  readonly how: 'anew' | 'again' | 'goesOn' | 'keepsDueTime';
  readonly startedAt: string;
  readonly before?: CaseClock;
}

/** The runs of one clock: same rule, same subject. */
export const runsOf = (
  { rule, subject }: Pick<WantedClock, 'rule' | 'subject'>,
  { clocks }: ClockBook,
): readonly CaseClock[] => clocks.filter((run) => run.rule === rule.id && isSame(run.subject, subject));

/** `undefined`: it is over, and nothing has begun it anew. */
export function beginningOf(
  wanted: WantedClock,
  state: KnownCase,
  procedure: Procedure,
): Beginning | undefined {
  const last = runsOf(wanted, state.clocks).at(-1);
  if (last === undefined) return { how: 'anew', startedAt: wanted.startedAt };
  // Missed and still owed: it runs again beside that when more time is allowed than it had.
  if (last.status === 'running') return last.breached ? againFrom(last) : undefined;
  if (hasStartedAnew(wanted, last)) return { how: 'anew', startedAt: wanted.startedAt };
  const isReopened = timesOf(state.clocks, 'reopened').length > last.reopenings;
  return isReopened && !TAKEN_BACK.has(wanted.rule.starts)
    ? afterReopening(wanted.rule, last, state, procedure)
    : afterEnding(wanted.rule, last, state, procedure);
}

const againFrom = (last: CaseClock): Beginning => ({
  how: 'again',
  startedAt: last.startedAt,
  before: last,
});

/** Its start was reached once more, after its end: another resolution, another outcome to follow up. */
const hasStartedAnew = ({ rule, startedAt }: WantedClock, last: CaseClock): boolean =>
  startedAt > last.startedAt && startedAt >= (last.endedAt ?? startedAt) && !rule.repeats;

function afterEnding(
  rule: ClockRule,
  last: CaseClock,
  state: KnownCase,
  procedure: Procedure,
): Beginning | undefined {
  if (last.cancelledFor === 'notApplicable' || last.cancelledFor === 'replaced') return againFrom(last);
  if (last.status !== 'met') return undefined;
  if (rule.repeats) return repeated(last, state.clocks);
  // What had answered it is not enough for what applies by now: another manager has to hear (DIS-3).
  return rule.counts === 'fromApplying' && stoppedAt(rule, last, state, procedure) === undefined
    ? againFrom(last)
    : undefined;
}

/** A repeating clock runs anew from its last stop until the case is resolved (CLK-10). */
function repeated(last: CaseClock, book: ClockBook): Beginning | undefined {
  if (lastTime(book, 'resolved') !== undefined || last.endedAt === undefined) return undefined;
  // Whoever hears at noon what is due at 17:00 hears next by 17:00 of the next day, not an hour later.
  const early = 'dailyBy' in last.allowance && last.endedAt < last.dueAt;
  return { how: 'anew', startedAt: early ? last.dueAt : last.endedAt };
}

/** OUT-6: as the rule says; whoever takes an ending back as a mistake gives nobody more days by it. */
function afterReopening(
  rule: ClockRule,
  last: CaseClock,
  state: KnownCase,
  procedure: Procedure,
): Beginning | undefined {
  const reopenedAt = lastTime(state.clocks, 'reopened');
  const isMistake = state.clocks.reopenedFor === 'correction' && rule.onReopening !== 'keepsDueTime';
  const how = isMistake ? 'goesOn' : rule.onReopening;
  const isAnswered = stoppedAt(rule, last, state, procedure) !== undefined;
  if (reopenedAt === undefined || last.status === 'expired' || (isAnswered && !rule.repeats))
    return undefined;
  switch (how) {
    case 'staysOver':
      return undefined;
    case 'startsAnew':
      return { how: 'anew', startedAt: reopenedAt };
    case 'goesOn':
    case 'keepsDueTime':
      return { how, startedAt: last.startedAt, before: last };
  }
}

/** The events that set a clock; none when what it would be due at was missed before (CLK-6). */
export function setClock(
  wanted: WantedClock,
  beginning: Beginning,
  state: KnownCase,
  context: CaseContext,
): readonly CaseEventDraft[] {
  const now = context.happenedAt;
  const from = beginning.startedAt > now ? beginning.startedAt : now;
  const allowance = allowanceOf(wanted, state, from);
  if (allowance === undefined || isLapsed(wanted, beginning, now)) return [];
  const { rule, subject } = wanted;
  const book = state.clocks;
  const plain: Reckoning = { startedAt: beginning.startedAt, allowance, pauses: [] };
  if (isMissedBefore(wanted, plain, book, context.procedure)) return [];
  const { clock, goesOnFrom, missed, carriedTo } = reckon({ ...wanted, plain, book }, beginning, context);
  const deadline = deadlineOf(clock, rule.warnAt, context.procedure);
  return [
    {
      type: 'DeadlineSet',
      data: {
        ...{ clock: nameOf(wanted, book), rule: rule.id, kind: rule.kind, subject },
        ...{ startedAt: clock.startedAt, startedBy: rule.starts, allowance, onDue: rule.onDue },
        ...(clock.countsFrom !== undefined && { countsFrom: clock.countsFrom }),
        ...(goesOnFrom !== undefined && { goesOnFrom }),
        ...(carriedTo !== undefined && { carriedTo }),
        ...(missed && { missed }),
        ...{ dueAt: deadline.dueAt, ...toldOf(deadline) },
        ...(wanted.department !== undefined && { department: wanted.department }),
      },
      ...happening(now),
    },
  ];
}

/** Unique in the case: rule and subject, with a number from the second run on. */
function nameOf(wanted: WantedClock, book: ClockBook): string {
  const { rule, subject } = wanted;
  const runs = runsOf(wanted, book).length;
  const name = subject.kind === 'case' ? rule.id : `${rule.id}:${subject.id}`;
  return runs === 0 ? name : `${name}#${String(runs + 1)}`;
}

/** A given moment that passed while the case counted as settled was kept by nobody and missed by nobody. */
const isLapsed = ({ given }: WantedClock, { how }: Beginning, now: string): boolean =>
  how === 'goesOn' && given !== undefined && given.until <= now;

/** A clock to be set, reckoned from its start without anything else, among the clocks that there are. */
interface Reckonable extends WantedClock {
  readonly plain: Reckoning;
  readonly book: ClockBook;
}

interface Reckoned {
  readonly clock: Reckoning;
  readonly goesOnFrom?: string;
  readonly missed?: true;
  readonly carriedTo?: string;
}

function reckon(wanted: Reckonable, { how, before }: Beginning, context: CaseContext): Reckoned {
  switch (how) {
    case 'goesOn':
      return goingOn(wanted.plain, before, context.happenedAt);
    case 'keepsDueTime':
      return notBefore(wanted.plain, context.happenedAt, context);
    case 'anew':
    case 'again':
      return counted(wanted, context);
  }
}

/** OUT-6: with the time that was left; what was missed before stays missed. */
function goingOn(plain: Reckoning, before: CaseClock | undefined, now: string): Reckoned {
  if (before === undefined) return { clock: plain };
  const { clock: goesOnFrom, endedAt, pauses, countsFrom, breached } = before;
  const { extendedTo, extendedAt, carriedOver } = before;
  const settled: readonly ClockPause[] =
    endedAt !== undefined && endedAt < now ? [{ from: endedAt, to: now, reason: 'settled' }] : [];
  return {
    clock: {
      ...{ ...plain, pauses: [...pauses, ...settled] },
      ...(countsFrom !== undefined && { countsFrom }),
      ...(extendedTo !== undefined && { extendedTo }),
      ...(extendedAt !== undefined && { extendedAt }),
      ...(carriedOver !== undefined && { carriedOver }),
    },
    goesOnFrom,
    ...(breached && { missed: true }),
  };
}

/** Nothing is due before it began to apply; the rest follows the rule. */
function notBefore(plain: Reckoning, moment: string, { procedure }: CaseContext): Reckoned {
  return deadlineOf(plain, undefined, procedure).dueAt > moment
    ? { clock: plain }
    : { clock: carried(plain, moment, moment), carriedTo: moment };
}

const carried = (plain: Reckoning, extendedTo: string, extendedAt: string): Reckoning => ({
  ...plain,
  ...{ extendedTo, extendedAt, carriedOver: true },
});

/**
 * CLS-4: counted from the original start, also where the rule begins to apply only now. What would be over by now was
 * due for nobody: the clock keeps the time of the one whose place it takes, and where there is none, it counts from now.
 */
function counted({ plain, book, ...wanted }: Reckonable, context: CaseContext): Reckoned {
  const { happenedAt: now, procedure } = context;
  const isLate = plain.startedAt < now;
  const known = countedBefore(wanted, plain, book);
  const late = known ?? (isLate && wanted.rule.counts === 'fromApplying' ? now : undefined);
  const clock: Reckoning = late === undefined ? plain : { ...plain, countsFrom: late };
  if (!isLate || dueWithPauses(wanted.rule, clock, book, procedure) > now) return { clock };
  // That a month is over is no breach: it makes the case major as soon as it applies (CLK-8).
  if (wanted.rule.onDue === 'promote') return { clock: carried(clock, now, now), carriedTo: now };
  const taken = placeTaken(wanted, book, now);
  return taken === undefined
    ? { clock: { ...plain, countsFrom: now } }
    : { clock: carried(clock, taken, now), carriedTo: taken };
}

/** To and fro gives nobody more time: with the same allowance it counts from when it did before. */
const countedBefore = (wanted: WantedClock, { startedAt, allowance }: Reckoning, book: ClockBook) =>
  runsOf(wanted, book).findLast(
    (run) => run.startedAt === startedAt && isSameAllowance(run.allowance, allowance),
  )?.countsFrom;

export const isSameAllowance = (left: ClockAllowance, right: ClockAllowance): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

/** When the clock of the same kind was due that just ceased to apply, and would not have been missed yet. */
const placeTaken = ({ rule, subject }: WantedClock, { clocks }: ClockBook, now: string): string | undefined =>
  clocks.findLast(
    (clock) =>
      clock.kind === rule.kind &&
      isSame(clock.subject, subject) &&
      clock.cancelledFor === 'notApplicable' &&
      clock.endedAt === now &&
      !clock.breached &&
      clock.dueAt > now,
  )?.dueAt;

/**
 * CLK-6: a time that an earlier run has missed, and that is owed still, is not missed again, however often the case is
 * reclassified to and fro; the clock runs beside that run once it has more time.
 */
export function isMissedBefore(
  { rule, subject }: WantedClock,
  clock: Reckoning,
  book: ClockBook,
  procedure: Procedure,
): boolean {
  const missed = runsOf({ rule, subject }, book).filter((run) => run.breached && run.status === 'running');
  if (rule.counts === 'fromApplying')
    return missed.some((run) => isSameAllowance(run.allowance, clock.allowance));
  const ofThis = missed.filter((run) => run.startedAt === clock.startedAt);
  return ofThis.length > 0 && ofThis.some((run) => dueWithPauses(rule, clock, book, procedure) <= run.dueAt);
}

/** When it is due with every time for which the case stood still before, as the clock will be once it is set (CLK-9). */
function dueWithPauses(rule: ClockRule, clock: Reckoning, book: ClockBook, procedure: Procedure): string {
  const isPausable = rule.pausable && !('until' in clock.allowance);
  const paused = (isPausable ? book.pauses : []).reduce<Reckoning>((so, pause) => {
    const begin = clock.countsFrom ?? clock.startedAt;
    const from = pause.from > begin ? pause.from : begin;
    const isCounted = pause.to === undefined || pause.to > from;
    return isCounted && from < deadlineOf(so, undefined, procedure).dueAt
      ? { ...so, pauses: [...so.pauses, { ...pause, from }] }
      : so;
  }, clock);
  return deadlineOf(paused, undefined, procedure).dueAt;
}
