import { TAKEN_BACK, type ClockRule, type Procedure } from '#procedures';
import { deadlineOf, happening, toldOf, type Reckoning } from './clock-due.ts';
import { lastTime, timesOf } from './clock-facts.ts';
import { isSettledBefore } from './evolve-clocks.ts';
import {
  isMissedBefore,
  isOwedAlready,
  reckon,
  runsOf,
  type Beginning,
  type Reckonable,
} from './clock-reckoning.ts';
import type { CaseContext } from './context.ts';
import type { CaseEventDraft } from './events.ts';
import type { CaseClock, ClockBook } from './clock-state.ts';
import { allowanceOf, stoppedAt, type KnownCase, type WantedClock } from './wanted-clocks.ts';

/** `undefined`: it is over, and nothing has begun it anew. */
export function beginningOf(
  wanted: WantedClock,
  state: KnownCase,
  procedure: Procedure,
): Beginning | undefined {
  const last = runsOf(wanted, state.clocks).at(-1);
  if (last === undefined) return { how: 'anew', startedAt: wanted.startedAt };
  // Missed and still owed: it runs again beside that when more time is allowed than it had.
  if (last.status === 'running') return last.breached ? afterMiss(wanted.rule, last) : undefined;
  if (hasStartedAnew(wanted, last)) return { how: 'anew', startedAt: wanted.startedAt };
  // Under another version it begins with something else (D13).
  if (last.cancelledFor === 'replaced' && last.startedBy !== wanted.rule.starts)
    return { how: 'anew', startedAt: wanted.startedAt };
  const isReopened = timesOf(state.clocks, 'reopened').length > last.reopenings;
  return isReopened && !TAKEN_BACK.has(wanted.rule.starts)
    ? afterReopening(wanted.rule, last, state, procedure)
    : afterEnding(wanted.rule, last, state, procedure);
}

/** What is due by an hour of each day is due by that hour of the next one, too, whether or not it was done (CLK-10). */
const afterMiss = (rule: ClockRule, last: CaseClock): Beginning =>
  rule.repeats && 'dailyBy' in last.allowance ? { how: 'nextDay', startedAt: last.dueAt } : againFrom(last);

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
  const isMistake = !isSettledBefore(state.clocks) && rule.onReopening !== 'keepsDueTime';
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
  if (allowance === undefined || isLapsed(wanted, beginning, state.clocks, now)) return [];
  const book = state.clocks;
  const plain: Reckoning = { startedAt: beginning.startedAt, allowance, pauses: [] };
  const reckonable = { ...wanted, plain, book };
  if (isMissedBefore(wanted, plain, book, context.procedure)) return [];
  if (!isRaisedByTime(state) && isOwedAlready(reckonable, beginning, context)) return [];
  return [clockSet(reckonable, beginning, context)];
}

function clockSet(wanted: Reckonable, beginning: Beginning, context: CaseContext): CaseEventDraft {
  const { rule, subject, plain, book } = wanted;
  const { clock, goesOnFrom, missed, carriedTo } = reckon(wanted, beginning, context);
  const deadline = deadlineOf(clock, rule, context.procedure);
  return {
    type: 'DeadlineSet',
    data: {
      ...{ clock: nameOf(wanted, book), rule: rule.id, kind: rule.kind, subject },
      ...(book.of !== undefined && { of: book.of }),
      ...{
        startedAt: clock.startedAt,
        startedBy: rule.starts,
        allowance: plain.allowance,
        onDue: rule.onDue,
      },
      ...(clock.countsFrom !== undefined && { countsFrom: clock.countsFrom }),
      ...(goesOnFrom !== undefined && { goesOnFrom }),
      ...(carriedTo !== undefined && { carriedTo }),
      ...(missed && { missed }),
      ...(missed && beginning.before && { missedAs: missOf(beginning.before) }),
      ...{ dueAt: deadline.dueAt, ...toldOf(deadline) },
      ...(wanted.department !== undefined && { department: wanted.department }),
    },
    ...happening(beginning.how === 'nextDay' ? beginning.startedAt : context.happenedAt),
  };
}

/** CLK-7, CLK-8: the passing of time made it so serious, and asks for what can still be done. */
const isRaisedByTime = (state: KnownCase): boolean =>
  state.status === 'logged' && state.severity !== undefined && state.overdueSeverity === state.severity;

/** Under which name the miss of a run is on record. */
const missOf = ({ clock, missedAs = clock }: Pick<CaseClock, 'clock' | 'missedAs'>): string => missedAs;

/** Unique in the case: rule and subject, the merged case that it belongs to, and a number from the second run on. */
function nameOf(wanted: WantedClock, book: ClockBook): string {
  const { rule, subject } = wanted;
  const runs = runsOf(wanted, book).length;
  const own = subject.kind === 'case' ? rule.id : `${rule.id}:${subject.id}`;
  const name = book.of === undefined || own.includes('@') ? own : `${own}@${book.of}`;
  return runs === 0 ? name : `${name}#${String(runs + 1)}`;
}

/** A given moment that passed while the case counted as settled was kept by nobody and missed by nobody. */
const isLapsed = (
  { given }: WantedClock,
  { how, before }: Beginning,
  book: ClockBook,
  now: string,
): boolean =>
  how === 'goesOn' &&
  given !== undefined &&
  given.until <= now &&
  before?.breached !== true &&
  isSettledBefore(book);
