import type { ClockRule, Procedure } from '#procedures';
import { isSame, lastTime } from './clock-facts.ts';
import { deadlineOf, type Reckoning } from './clock-due.ts';
import type { CaseContext } from './context.ts';
import { settledUntil } from './evolve-clocks.ts';
import type { CaseClock, ClockBook } from './clock-state.ts';
import type { ClockAllowance, WantedClock } from './wanted-clocks.ts';

/**
 * How a clock that should run and does not begins: from its own start; again from its original start, because its rule
 * applies again or allows more (CLS-4); or on from the run before, because the case was reopened (OUT-6).
 */
export interface Beginning {
  readonly how: 'anew' | 'again' | 'nextDay' | 'goesOn' | 'keepsDueTime';
  readonly startedAt: string;
  readonly before?: CaseClock;
}

/** The runs of one clock: same rule, same subject. */
export const runsOf = (
  { rule, subject }: Pick<WantedClock, 'rule' | 'subject'>,
  { clocks }: ClockBook,
): readonly CaseClock[] =>
  clocks.filter(
    (run) => run.rule === rule.id && isSame(run.subject, subject) && run.cancelledFor !== 'givenBack',
  );

/** A clock to be set, reckoned from its start without anything else, among the clocks that there are. */
export interface Reckonable extends WantedClock {
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
    case 'nextDay':
      return { clock: wanted.plain };
    case 'keepsDueTime':
      return notBefore(wanted, context.happenedAt, context);
    case 'anew':
    case 'again':
      return counted(wanted, context);
  }
}

/** OUT-6: with the time used up that was used up; what was missed before stays missed. */
function goingOn({ plain, book }: Reckonable, before: CaseClock | undefined, now: string): Reckoned {
  if (before === undefined) return { clock: plain };
  const { clock: goesOnFrom, pauses, countsFrom, breached } = before;
  const { extendedTo, extendedAt, carriedOver } = before;
  return {
    clock: {
      ...{ ...plain, pauses: [...pauses, ...settledUntil(now, before, book)] },
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
function notBefore({ plain, rule }: Reckonable, moment: string, { procedure }: CaseContext): Reckoned {
  return deadlineOf(plain, rule, procedure).dueAt > moment
    ? { clock: plain }
    : { clock: carried(plain, moment, moment), carriedTo: moment };
}

const carried = (plain: Reckoning, extendedTo: string, extendedAt: string): Reckoning => ({
  ...plain,
  ...{ extendedTo, extendedAt, carriedOver: true },
});

/**
 * CLS-4: counted from the original start, also where the rule begins to apply only now. What is over by then is missed at
 * once where it was the first classification that came so late: nobody gains by waiting with it. What a later change
 * brings was due for nobody: the clock keeps the time of the one whose place it takes, and where there is none, it counts
 * from now.
 */
function counted({ plain, book, ...wanted }: Reckonable, context: CaseContext): Reckoned {
  const { happenedAt: now, procedure } = context;
  const isLate = plain.startedAt < now;
  const before = countedBefore(wanted, plain, book);
  const late = before?.countsFrom ?? (isLate && wanted.rule.counts === 'fromApplying' ? now : undefined);
  const clock: Reckoning = late === undefined ? plain : { ...plain, countsFrom: late };
  const due = dueWithPauses(wanted.rule, clock, book, procedure);
  // CLK-4: what a level has granted is not lost by going to and fro.
  if (before?.extendedTo !== undefined && before.dueAt > due && before.dueAt > now)
    return carriedOn(clock, before.dueAt, now);
  return !isLate || due > now ? { clock } : overAlready({ ...wanted, plain, book }, clock, now);
}

const carriedOn = (clock: Reckoning, to: string, now: string): Reckoned => ({
  clock: carried(clock, to, now),
  carriedTo: to,
});

function overAlready({ plain, book, ...wanted }: Reckonable, clock: Reckoning, now: string): Reckoned {
  // That a month is over is no breach: it makes the case major as soon as it applies (CLK-8).
  if (wanted.rule.onDue === 'promote') return carriedOn(clock, now, now);
  const taken = placeTaken(wanted, book, now);
  if (taken !== undefined) return carriedOn(clock, taken, now);
  return lastTime(book, 'classified') === now ? { clock } : { clock: { ...plain, countsFrom: now } };
}

/** To and fro gives nobody more time, and takes none: with the same allowance it counts as it did before. */
const countedBefore = (wanted: WantedClock, { startedAt, allowance }: Reckoning, book: ClockBook) =>
  runsOf(wanted, book).findLast(
    (run) => run.startedAt === startedAt && isSameAllowance(run.allowance, allowance),
  );

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

/**
 * CLK-6: what is over by its own start as well, and whose like has been missed and is owed still, is on the list already:
 * a change of classification gives it no further time.
 */
export function isOwedAlready(
  { rule, subject, plain, book }: Reckonable,
  { how }: Beginning,
  { happenedAt: now, procedure }: CaseContext,
): boolean {
  const isCounted = how === 'anew' || how === 'again';
  if (!isCounted || rule.counts === 'fromApplying' || rule.onDue === 'promote') return false;
  return (
    book.clocks.some(
      ({ kind, status, breached, ...run }) =>
        kind === rule.kind && status === 'running' && breached && isSame(run.subject, subject),
    ) && dueWithPauses(rule, plain, book, procedure) <= now
  );
}

/** When it is due with every time for which the case stood still before, as the clock will be once it is set (CLK-9). */
function dueWithPauses(rule: ClockRule, clock: Reckoning, book: ClockBook, procedure: Procedure): string {
  const isPausable = rule.pausable && !('until' in clock.allowance);
  const paused = (isPausable ? book.pauses : []).reduce<Reckoning>((so, pause) => {
    const begin = clock.countsFrom ?? clock.startedAt;
    const from = pause.from > begin ? pause.from : begin;
    const isCounted = pause.to === undefined || pause.to > from;
    return isCounted && from < deadlineOf(so, rule, procedure).dueAt
      ? { ...so, pauses: [...so.pauses, { ...pause, from }] }
      : so;
  }, clock);
  return deadlineOf(paused, rule, procedure).dueAt;
}
