import { TAKEN_BACK, type Milestone } from '#procedures';
import { evolveStanding } from './answerable.ts';
import { doneBefore, factsOf, lastTime, sharedFacts, timesOf } from './clock-facts.ts';
import type { CaseEvent, CaseEventData, CaseEventType } from './events.ts';
import { instantWhen, momentOf } from './milestones.ts';
import type { Carried } from './events/merging.ts';
import { isToBeTold } from './rules/merged-complainants.ts';
import type { CaseClock, ClockBook, ClockPause, Fact, GivenTime, Thread } from './clock-state.ts';

export const noClocks: ClockBook = {
  ...{ clocks: [], pauses: [], facts: [], given: [], standing: [], threads: [] },
};

type ClockChange = Partial<CaseClock>;

/** Changes the clock of that name. */
const mark = (
  book: ClockBook,
  clock: string,
  change: ClockChange | ((before: CaseClock) => ClockChange),
): ClockBook => ({
  ...book,
  clocks: book.clocks.map((each) =>
    each.clock === clock ? { ...each, ...(typeof change === 'function' ? change(each) : change) } : each,
  ),
});

/** Only clocks that the decider moved with cause `paused` stand still (CLK-9). */
function pausesAfter(clock: CaseClock, book: ClockBook, event: CaseEvent<'DeadlineMoved'>): ClockChange {
  const at = momentOf(event);
  const pause = book.pauses.findLast(({ from }) => from <= at);
  if (event.data.cause === 'paused' && pause)
    return { pauses: [...clock.pauses, { from: later(at, beginOf(clock)), reason: pause.reason }] };
  return event.data.cause === 'resumed' ? { pauses: ended(clock.pauses, at) } : {};
}

/** Pauses of which none goes on any longer. */
const ended = <Some extends ClockPause>(pauses: readonly Some[], at: string): readonly Some[] =>
  pauses.map((pause) => (pause.to === undefined ? { ...pause, to: later(at, pause.from) } : pause));

/** From when its time counts. */
export const beginOf = ({ startedAt, countsFrom }: Pick<CaseClock, 'startedAt' | 'countsFrom'>): string =>
  countsFrom ?? startedAt;

const later = (left: string, right: string): string => (left > right ? left : right);

/** The time for which the case was settled is left out; one that was ended by mistake, or before anybody heard of it, ran on. */
export const settledUntil = (
  now: string,
  { endedAt }: Pick<CaseClock, 'endedAt'>,
  book: ClockBook,
): readonly ClockPause[] =>
  isSettledBefore(book) && endedAt !== undefined && endedAt < now
    ? [{ from: endedAt, to: now, reason: 'settled' }]
    : [];

/** Whether the case that was reopened had come to an end that was meant (OUT-6). */
export const isSettledBefore = ({ reopenedFor, wasSettled }: ClockBook): boolean =>
  reopenedFor !== 'correction' && wasSettled === true;

/** What a run takes over from the one that it goes on from. */
function goingOn(
  book: ClockBook,
  { goesOnFrom, missed }: CaseEventData<'DeadlineSet'>,
  at: string,
): ClockChange {
  const before = book.clocks.find(({ clock }) => clock === goesOnFrom);
  if (before === undefined) return {};
  const { pauses, extendedTo, extendedAt, carriedOver, warned } = before;
  return {
    ...{ pauses: [...pauses, ...settledUntil(at, before, book)], warned },
    ...(missed && { missedAs: before.missedAs ?? before.clock }),
    ...(extendedTo !== undefined && { extendedTo }),
    ...(extendedAt !== undefined && { extendedAt }),
    ...(carriedOver !== undefined && { carriedOver }),
  };
}

function clockSet(book: ClockBook, event: CaseEvent<'DeadlineSet'>): CaseClock {
  const { goesOnFrom: _, missed = false, missedAs: _as, carriedTo, provisional, ...data } = event.data;
  const at = momentOf(event);
  return {
    ...data,
    ...{ status: 'running', warned: false, breached: missed, pauses: [] },
    ...{ setAt: at, reopenings: timesOf(book, 'reopened').length },
    ...goingOn(book, event.data, at),
    ...(carriedTo !== undefined && { extendedTo: carriedTo, extendedAt: at, carriedOver: true }),
    ...(provisional && { provisional }),
  };
}

function clockMoved(book: ClockBook, event: CaseEvent<'DeadlineMoved'>): ClockBook {
  const { clock, to, warnAt, allowance, cause, carried, provisional } = event.data;
  const extends_ = cause === 'extended' || carried === true;
  return mark(book, clock, (before) => ({
    ...{ dueAt: to, provisional: provisional ?? false },
    ...(warnAt && { warnAt }),
    ...(allowance && { allowance }),
    ...(extends_ && { extendedTo: to, extendedAt: momentOf(event), carriedOver: carried ?? false }),
    ...pausesAfter(before, book, event),
  }));
}

/** CLK-9: nothing stands still that has ended. */
const over =
  (change: Pick<CaseClock, 'status' | 'cancelledFor'>, at: string) =>
  ({ pauses }: CaseClock): ClockChange => ({ ...change, endedAt: at, pauses: ended(pauses, at) });

const give = (book: ClockBook, ...times: readonly GivenTime[]): ClockBook => ({
  ...book,
  given: [...book.given, ...times],
});

type ClockEvolvers = {
  readonly [Type in CaseEventType]?: (book: ClockBook, event: CaseEvent<Type>) => ClockBook;
};

function noPause(book: ClockBook, event: CaseEvent): ClockBook {
  return { ...book, pauses: ended(book.pauses, momentOf(event)) };
}

const evolvers: ClockEvolvers = {
  DeadlineSet: (book, event) => ({ ...book, clocks: [...book.clocks, clockSet(book, event)] }),
  DeadlineMoved: clockMoved,
  DeadlineMet: (book, event) => mark(book, event.data.clock, over({ status: 'met' }, momentOf(event))),
  DeadlineCancelled: (book, event) => {
    const { clock, why } = event.data;
    const status = why === 'promoted' ? 'expired' : 'cancelled';
    return mark(book, clock, over({ status, cancelledFor: why }, momentOf(event)));
  },
  DeadlineWarningRaised: (book, { data }) => mark(book, data.clock, { warned: true }),
  DeadlineBreached: (book, { data: { clock, responsible } }) =>
    mark(book, clock, { breached: true, responsible }),
  BreachWithdrawn: (book, { data: { clock } }) => ({
    ...book,
    clocks: book.clocks.map((each) =>
      each.clock === clock || each.missedAs === clock ? { ...each, breached: false } : each,
    ),
  }),
  BreachCorrected: (book, { data: { clock, responsible } }) => mark(book, clock, { responsible }),
  ClocksPaused: (book, event) => ({
    ...book,
    pauses: [...book.pauses, { from: momentOf(event), reason: event.data.reason }],
  }),
  ClocksResumed: (book, event) => ({ ...book, pauses: ended(book.pauses, momentOf(event)) }),
  // Nothing is waited for any longer once the case is resolved or over, nor when it begins anew: an end is no pause (CLK-9).
  CaseResolved: noPause,
  CaseReopened: noPause,
  CaseWithdrawn: noPause,
  CaseDeclaredInadmissible: noPause,
  CaseMerged: noPause,
  CaseMovedToVersion: (book, event) => ({ ...book, ruledSince: momentOf(event) }),
  ReplyPromised: (book, event) => {
    const { promise, dueAt, about } = event.data;
    const subject = { kind: 'promise', id: promise } as const;
    return give(book, { subject, from: momentOf(event), until: dueAt, about });
  },
  CaseDispatched: (book, event) => {
    const { dispatch, department, dueAt } = event.data;
    const subject = { kind: 'dispatch', id: dispatch } as const;
    return dueAt === undefined
      ? book
      : give(book, { subject, from: momentOf(event), until: dueAt, department });
  },
  CaseTakenOver: (book, event) => ({
    ...book,
    threads: [...book.threads, ...event.data.carries.map((each) => threadOf(each, book, momentOf(event)))],
  }),
  TakeOverReleased: (book, { data }) => ({
    ...book,
    threads: book.threads.filter(({ of }) => !data.cases.includes(of)),
  }),
  // A new plan takes the place of the one before, with all its steps (SOL-2).
  ResponsePlanSet: (book, event) => {
    const others = book.given.filter(({ subject }) => subject.kind !== 'planStep');
    return give({ ...book, given: others }, ...stepsOf(event));
  },
};

function threadOf(carried: Carried, book: ClockBook, takenAt: string): Thread {
  const { case: of, facts, given, level, levelAwaited } = carried;
  const apart = isToBeTold(carried);
  return {
    ...{ of, takenAt, apart, given, ...(levelAwaited && { asked: level }) },
    facts: [...facts, ...doneBefore(book, takenAt, apart)],
  };
}

const stepsOf = (event: CaseEvent<'ResponsePlanSet'>): readonly GivenTime[] =>
  event.data.steps.flatMap(({ step, dueAt, owner, task }) =>
    dueAt === undefined
      ? []
      : [
          {
            subject: { kind: 'planStep', id: step } as const,
            ...{ from: momentOf(event), until: dueAt, person: owner, about: task },
          },
        ],
  );

/** The clocks of a case after an event: which milestones it reached, who answers, and what happened to each clock. */
export function evolveClocks(before: ClockBook, event: CaseEvent): ClockBook {
  const at = instantWhen(event);
  const book = withFacts(evolveStanding(before, event), event, at);
  if (!Object.hasOwn(evolvers, event.type)) return book;
  // The table is keyed by the event's own type, so the evolver takes exactly this event.
  const evolver = evolvers[event.type] as (book: ClockBook, event: CaseEvent) => ClockBook;
  return evolver(book, event);
}

/** Clocks run between instants only; a reopening takes back what has to be reached again, whenever it happened. */
function withFacts(book: ClockBook, event: CaseEvent, at: string | undefined): ClockBook {
  const cause = reopeningCause(event);
  const kept = cause === undefined ? book.facts : book.facts.filter((fact) => outlasts(fact, cause));
  const known = at ?? (cause === undefined ? undefined : momentOf(event));
  const reached = known === undefined ? [] : factsOf(book, event, known);
  const threads = book.threads.map((each) => ({
    ...each,
    facts: [
      ...(cause === undefined ? each.facts : each.facts.filter((fact) => outlasts(fact, cause))),
      ...(known === undefined ? [] : sharedFacts(book, each, event, known)),
    ],
  }));
  if (cause !== undefined)
    return {
      ...{ ...book, threads, facts: [...kept, ...reached] },
      ...{ reopenedFor: cause, wasSettled: isSettled(book) },
    };
  return reached.length > 0 || threads.length > 0 ? { ...book, threads, facts: [...kept, ...reached] } : book;
}

/** OUT-1: resolved is settled once the complainant has heard of it, or cannot hear of it. */
const SETTLED: readonly Milestone[] = ['outcomeNotified', 'outcomeUntellable', 'ended'];
const isSettled = (book: ClockBook): boolean => SETTLED.some((each) => lastTime(book, each) !== undefined);

/** Whoever takes a merging back says that the two were not one: that was a mistake. */
function reopeningCause(event: CaseEvent): ReopeningCause | undefined {
  if (event.type === 'CaseReopened') return event.data.cause;
  return event.type === 'MergeReversed' ? 'correction' : undefined;
}

type ReopeningCause = CaseEventData<'CaseReopened'>['cause'];

/** Whoever takes an ending back as a mistake need not answer again what was answered before it. */
const outlasts = ({ milestone }: Fact, cause: ReopeningCause): boolean =>
  !TAKEN_BACK.has(milestone) && (milestone !== 'answered' || cause === 'correction');
