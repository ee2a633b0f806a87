import type { Milestone } from '#procedures';
import type { CaseEvent, CaseEventType } from './events.ts';
import { instantWhen, milestonesOf } from './milestones.ts';
import type { CaseClock, ClockBook, Pause } from './state.ts';

export const noClocks: ClockBook = { clocks: [], pauses: [], reached: {}, times: {}, promises: [] };

type ClockChange = Partial<CaseClock>;

/** Changes the running clock of that name. */
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
  const at = when(event);
  const pause = book.pauses.findLast(({ from }) => from <= at);
  if (event.data.cause === 'paused' && pause)
    return { pauses: [...clock.pauses, { from: later(at, clock.startedAt), reason: pause.reason }] };
  return event.data.cause === 'resumed' ? { pauses: ended(clock.pauses, at) } : {};
}

/** Pauses of which none goes on any longer. */
const ended = (pauses: readonly Pause[], at: string): readonly Pause[] =>
  pauses.map((pause) => (pause.to === undefined ? { ...pause, to: later(at, pause.from) } : pause));

const when = (event: CaseEvent): string => instantWhen(event) ?? event.metadata.recordedAt;

const later = (left: string, right: string): string => (left > right ? left : right);

type ClockEvolvers = {
  readonly [Type in CaseEventType]?: (book: ClockBook, event: CaseEvent<Type>) => ClockBook;
};

const evolvers: ClockEvolvers = {
  DeadlineSet: (book, { data }) => ({
    ...book,
    clocks: [...book.clocks, { ...data, status: 'running', warned: false, breached: false, pauses: [] }],
  }),
  DeadlineMoved: (book, event) => {
    const { clock, to, warnAt, allowance, cause } = event.data;
    return mark(book, clock, (before) => ({
      dueAt: to,
      ...(warnAt && { warnAt }),
      ...(allowance && { allowance }),
      ...(cause === 'extended' && { extendedTo: to, extendedAt: when(event) }),
      ...pausesAfter(before, book, event),
    }));
  },
  DeadlineMet: (book, event) => mark(book, event.data.clock, { status: 'met', endedAt: when(event) }),
  DeadlineCancelled: (book, event) => {
    const { clock, why } = event.data;
    const status = why === 'promoted' ? 'expired' : 'cancelled';
    return mark(book, clock, { status, cancelledFor: why, endedAt: when(event) });
  },
  DeadlineWarningRaised: (book, { data }) => mark(book, data.clock, { warned: true }),
  DeadlineBreached: (book, { data }) => mark(book, data.clock, { breached: true }),
  BreachWithdrawn: (book, { data }) => mark(book, data.clock, { breached: false }),
  ClocksPaused: (book, event) => ({
    ...book,
    pauses: [...book.pauses, { from: when(event), reason: event.data.reason }],
  }),
  ClocksResumed: (book, event) => ({ ...book, pauses: ended(book.pauses, when(event)) }),
  // Nothing is waited for any longer once the case is resolved, nor when it begins anew.
  CaseResolved: (book, event) => ({ ...book, pauses: ended(book.pauses, when(event)) }),
  CaseReopened: (book, event) => ({ ...book, pauses: ended(book.pauses, when(event)) }),
  ReplyPromised: (book, event) => ({
    ...book,
    promises: [
      ...book.promises,
      {
        promise: event.data.promise,
        dueAt: event.data.dueAt,
        madeAt: when(event),
      },
    ],
  }),
};

/** Milestones that a reopened case has to reach again; being received happens anew with the reopening (OUT-6). */
const AFTER_REOPENING: readonly Milestone[] = [
  'classified', 'dispatched', 'receiptSigned', 'formHandedBack', 'managerNotified', 'escalated', 'levelAnswered',
]; // prettier-ignore

/** Reaching the first begins something new, which the second has not ended before. */
const BEGINS_ANEW: Partial<Record<Milestone, Milestone>> = {
  escalated: 'levelAnswered',
  contactAbandoned: 'calledBack',
};

const REOPENING: ReadonlySet<CaseEventType> = new Set<CaseEventType>(['CaseReopened', 'MergeReversed']);

/** The clocks of a case after an event: which milestones it reached, and what happened to each clock. */
export function evolveClocks(book: ClockBook, event: CaseEvent): ClockBook {
  const at = instantWhen(event);
  const before = REOPENING.has(event.type) ? reopened(book, at) : book;
  const milestones = at === undefined || isAnotherAttempt(book, event) ? [] : milestonesOf(event);
  const next = milestones.reduce((reached, milestone) => reach(reached, milestone, at ?? ''), before);
  if (!Object.hasOwn(evolvers, event.type)) return next;
  // The table is keyed by the event's own type, so the evolver takes exactly this event.
  const evolver = evolvers[event.type] as (book: ClockBook, event: CaseEvent) => ClockBook;
  return evolver(next, event);
}

function reach(book: ClockBook, milestone: Milestone, at: string): ClockBook {
  const ends = BEGINS_ANEW[milestone];
  const times = { ...book.times, ...(ends && { [ends]: [] }) };
  return {
    ...book,
    reached: { ...book.reached, [milestone]: at },
    times: { ...times, [milestone]: [...(times[milestone] ?? []), at] },
  };
}

/** Whoever gives up again while a callback is owed does not wait any longer for it (INT-8). */
const isAnotherAttempt = ({ reached }: ClockBook, { type }: CaseEvent): boolean =>
  type === 'ContactAbandoned' &&
  reached.contactAbandoned !== undefined &&
  (reached.calledBack === undefined || reached.calledBack < reached.contactAbandoned);

const reopened = (book: ClockBook, at: string | undefined): ClockBook => ({
  ...book,
  reached: { ...onlyKept(book.reached), ...(at && { received: at }) },
  times: { ...onlyKept(book.times), ...(at && { received: [at] }) },
});

const onlyKept = <Value>(reached: Partial<Record<Milestone, Value>>): Partial<Record<Milestone, Value>> =>
  Object.fromEntries(
    AFTER_REOPENING.flatMap((name) => (reached[name] === undefined ? [] : [[name, reached[name]]])),
  );
