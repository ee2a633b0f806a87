import type { ClockRule, Procedure } from '#procedures';
import { isSame } from './clock-facts.ts';
import { deadlineOf, type Reckoning } from './clock-due.ts';
import type { CaseContext } from './context.ts';
import type { CaseClock, ClockBook, ClockPause } from './state.ts';
import type { ClockAllowance, WantedClock } from './wanted-clocks.ts';

/**
 * How a clock that should run and does not begins: from its own start; again from its original start, because its rule
 * applies again or allows more (CLS-4); or on from the run before, because the case was reopened (OUT-6).
 */
export interface Beginning {
  readonly how: 'anew' | 'again' | 'goesOn' | 'keepsDueTime';
  readonly startedAt: string;
  readonly before?: CaseClock;
}

/** The runs of one clock: same rule, same subject. */
export const runsOf = (
  { rule, subject }: Pick<WantedClock, 'rule' | 'subject'>,
  { clocks }: ClockBook,
): readonly CaseClock[] => clocks.filter((run) => run.rule === rule.id && isSame(run.subject, subject));

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

export function reckon(wanted: Reckonable, { how, before }: Beginning, context: CaseContext): Reckoned {
  switch (how) {
    case 'goesOn':
      return goingOn(wanted, before, context.happenedAt);
    case 'keepsDueTime':
      return notBefore(wanted.plain, context.happenedAt, context);
    case 'anew':
    case 'again':
      return counted(wanted, context);
  }
}

/** OUT-6: with the time that was left; what was missed before stays missed. */
function goingOn({ plain, book }: Reckonable, before: CaseClock | undefined, now: string): Reckoned {
  if (before === undefined) return { clock: plain };
  const { clock: goesOnFrom, endedAt, pauses, countsFrom, breached } = before;
  const { extendedTo, extendedAt, carriedOver } = before;
  return {
    clock: {
      ...{ ...plain, pauses: [...pauses, ...settledFor(book, endedAt, now)] },
      ...(countsFrom !== undefined && { countsFrom }),
      ...(extendedTo !== undefined && { extendedTo }),
      ...(extendedAt !== undefined && { extendedAt }),
      ...(carriedOver !== undefined && { carriedOver }),
    },
    goesOnFrom,
    ...(breached && { missed: true }),
  };
}

/**
 * OUT-6: while a case counted as settled nobody worked on it. An ending that is taken back as a mistake never settled it:
 * the time ran on, so that nobody parks a case by ending it (CLK-9).
 */
export const settledFor = (
  { reopenedFor }: Pick<ClockBook, 'reopenedFor'>,
  endedAt: string | undefined,
  now: string,
): readonly ClockPause[] =>
  reopenedFor !== 'correction' && endedAt !== undefined && endedAt < now
    ? [{ from: endedAt, to: now, reason: 'settled' }]
    : [];

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
