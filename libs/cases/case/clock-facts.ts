import { subjectKindOf, type Milestone, type SubjectKind } from '#procedures';
import type { CaseEvent } from './events.ts';
import type { Carried } from './events/merging.ts';
import type { Subject } from './events/clock.ts';
import { isToBeTold } from './rules/merged-complainants.ts';
import { isSameRegulator, regulatorsIn } from './rules/regulators.ts';
import { milestonesOf } from './milestones.ts';
import type { ClockBook, Fact, Thread } from './clock-state.ts';

/** The subject of clocks that belong to the case as a whole. */
export const THE_CASE: Subject = { kind: 'case', id: 'case' };

export const isSame = (left: Subject, right: Subject): boolean =>
  left.kind === right.kind && left.id === right.id;

/** Every time at which a milestone was reached, about whatever subject, in the order of recording. */
export const timesOf = ({ facts }: Pick<ClockBook, 'facts'>, milestone: Milestone): readonly string[] =>
  facts.flatMap((fact) => (fact.milestone === milestone ? [fact.at] : []));

/** When it was last recorded as reached. */
export const lastTime = (book: Pick<ClockBook, 'facts'>, milestone: Milestone): string | undefined =>
  timesOf(book, milestone).at(-1);

/** A fact about one subject answers only for that one; one about the case answers for all. */
export const isAbout = (fact: Fact, subject: Subject): boolean =>
  subject.kind === 'case' || fact.subject.kind === 'case' || isSame(fact.subject, subject);

/** The points that an event reaches, each with what it is about. */
export const factsOf = (book: ClockBook, event: CaseEvent, at: string): readonly Fact[] =>
  milestonesOf(event).flatMap((milestone) =>
    idsOf(milestone, book, event, at).map((id, index) => ({
      ...{ milestone, at, subject: { kind: subjectKindOf(milestone), id } },
      ...(event.type === 'CaseDispatched' && { part: event.data.part }),
      ...(event.type === 'ManagerNotified' && { level: event.data.level }),
      ...(milestone === 'passedOn' && { regulator: newRegulators(book, event)[index] ?? '' }),
    })),
  );

type IdsOf = (book: ClockBook, event: CaseEvent, at: string) => readonly string[];

/** Where a milestone begins something, the event names it, or it gets the next number. */
const BEGINNINGS: Partial<Record<Milestone, IdsOf>> = {
  promised: (_, event) => named(event, 'promise'),
  contactAbandoned: anotherContact,
  escalated: (book) => [next(book, 'escalated', 'E')],
  passedOn: (book, event) => newRegulators(book, event).map((_, index) => next(book, 'passedOn', 'R', index)),
  rerouted,
  tookOver: (_, event) =>
    event.type === 'CaseTakenOver'
      ? event.data.carries
          .filter((each) => isToHear(each) && !isAwaited(each, event.data.carries))
          .map((each) => each.case)
      : [],
  stepPlanned: (_, event) =>
    event.type === 'ResponsePlanSet' ? event.data.steps.map(({ step }) => step) : [],
};

/** What anything else is about: what the event names, or what waits for it. */
const ANSWERED: Record<SubjectKind, IdsOf> = {
  case: () => [THE_CASE.id],
  dispatch: (_, event) => named(event, 'dispatch'),
  promise: kept,
  planStep: (_, event) => named(event, 'step'),
  callback: (book) => newest(book, 'contactAbandoned'),
  escalation: (book) => newest(book, 'escalated'),
  regulator: answeredRegulators,
  merged: (_, event) =>
    event.type === 'MergedComplainantTold'
      ? [event.data.of]
      : event.type === 'TakeOverReleased'
        ? event.data.cases
        : [],
};

const idsOf = (milestone: Milestone, ...about: Parameters<IdsOf>): readonly string[] =>
  (BEGINNINGS[milestone] ?? ANSWERED[subjectKindOf(milestone)])(...about);

const isToHear = (carried: Carried): boolean => isToBeTold(carried) && !carried.told;

/** The case that brings it had to tell them already, since when it took it over. */
const isAwaited = ({ case: of }: Carried, carries: readonly Carried[]): boolean =>
  carries.some(({ clocks }) => clocks.some(({ subject }) => subject.kind === 'merged' && subject.id === of));

function named(event: CaseEvent, field: 'dispatch' | 'promise' | 'step'): readonly string[] {
  const id: unknown = Object.entries(event.data).find(([name]) => name === field)?.[1];
  return typeof id === 'string' ? [id] : [];
}

export const idsReached = ({ facts }: Pick<ClockBook, 'facts'>, milestone: Milestone): readonly string[] =>
  facts.flatMap((fact) => (fact.milestone === milestone ? [fact.subject.id] : []));

const next = (book: ClockBook, milestone: Milestone, letter: string, before = 0): string =>
  `${letter}${String(idsReached(book, milestone).length + before + 1)}`;

/** Whoever passes it on again while they wait for the outcome has waited since the first time (INT-9). */
function newRegulators(book: ClockBook, event: CaseEvent): readonly string[] {
  const answered = idsReached(book, 'regulatorAnswered');
  const isWaiting = (name: string): boolean =>
    passingsOn(book, name).some(({ subject }) => !answered.includes(subject.id));
  return regulatorsIn(event).filter(
    (name, index, all) =>
      !isWaiting(name) && !all.slice(0, index).some((earlier) => isSameRegulator(earlier, name)),
  );
}

const passingsOn = ({ facts }: Pick<ClockBook, 'facts'>, name: string): readonly Fact[] =>
  facts.filter(({ milestone, regulator }) => milestone === 'passedOn' && isSameRegulator(regulator, name));

/** The one that was told; versions before the second told all of them at once. */
function answeredRegulators(book: ClockBook, event: CaseEvent): readonly string[] {
  const name = event.type === 'OutcomeNotified' ? event.data.regulator : undefined;
  return name === undefined
    ? idsReached(book, 'passedOn')
    : passingsOn(book, name).map(({ subject }) => subject.id);
}

const newest = (book: ClockBook, milestone: Milestone): readonly string[] =>
  idsReached(book, milestone).slice(-1);

/** Whoever gives up again while a callback is owed does not wait any longer for it (INT-8). */
function anotherContact(book: ClockBook): readonly string[] {
  const owed = newest(book, 'contactAbandoned').some((id) => !idsReached(book, 'calledBack').includes(id));
  return owed ? [] : [next(book, 'contactAbandoned', 'C')];
}

/** A form that came back finds its way with the next one that is sent for the same part (DIS-4). */
function rerouted(book: ClockBook, event: CaseEvent): readonly string[] {
  if (event.type !== 'CaseDispatched') return [];
  const done = idsReached(book, 'rerouted');
  const partOf = (id: string) =>
    book.facts.find(
      ({ part, subject }) => part !== undefined && subject.kind === 'dispatch' && subject.id === id,
    )?.part;
  const waiting = idsReached(book, 'dispatchReturned').filter(
    (id) => !done.includes(id) && partOf(id) === event.data.part,
  );
  return waiting.slice(0, 1);
}

/** Facts by which the complainant learns the end of it: whatever was promised, that is the answer (CLK-5). */
const FINAL: ReadonlySet<CaseEvent['type']> = new Set<CaseEvent['type']>([
  'OutcomeNotified', 'FinalResponseIssued', 'CaseDeclaredInadmissible', 'MergedComplainantTold',
]); // prettier-ignore

/**
 * CLK-5: a report keeps the promises that it names, an offer the only one, or those whose time had come; whether they
 * were made here or in a merged case.
 */
function kept(book: ClockBook, event: CaseEvent, at: string): readonly string[] {
  const own = (id: string): boolean =>
    book.given.some(({ subject }) => isSame(subject, { kind: 'promise', id }));
  if (event.type === 'ProgressReported' && event.data.promises !== undefined)
    return event.data.promises.filter(own);
  const open = openPromises(wholeOf(book), at);
  const isAll = FINAL.has(event.type) || event.type === 'ProgressReported' || open.length === 1;
  return open.flatMap(({ id, until }) => (own(id) && (isAll || until <= at) ? [id] : []));
}

/** All that was promised to whomever: its own, then that of merged cases (LIF-2). */
export const wholeOf = ({ facts, given, threads }: ClockBook): Pick<ClockBook, 'facts' | 'given'> => ({
  facts: [...facts, ...threads.flatMap((each) => each.facts)],
  given: [...given, ...threads.flatMap((each) => each.given)],
});

/** What begins something begins it for the case that does it, not for those that were merged into it. */
const isBeginning = (milestone: Milestone): boolean => milestone in BEGINNINGS && milestone !== 'rerouted';

/** What a merged case has reached by an event of the one that took it over (LIF-2). */
export function sharedFacts(book: ClockBook, thread: Thread, event: CaseEvent, at: string): readonly Fact[] {
  const view = { ...book, facts: thread.facts, given: thread.given, threads: othersOf(book, thread) };
  const reached = isHeard(event, thread.of)
    ? HEARD[event.data.about]
    : toldOnlyHere(event, thread)
      ? []
      : milestonesOf(event);
  return reached
    .filter((milestone) => !isBeginning(milestone))
    .flatMap((milestone) =>
      idsOf(milestone, view, event, at).map((id) => ({
        ...{ milestone, at, subject: { kind: subjectKindOf(milestone), id }, shared: true as const },
        ...(event.type === 'ManagerNotified' && { level: event.data.level }),
      })),
    );
}

/** The book as one of its threads sees it: the case itself is another one then. */
const othersOf = ({ facts, given, threads }: ClockBook, thread: Thread): readonly Thread[] => [
  ...threads.filter(({ of }) => of !== thread.of),
  { of: '', takenAt: '', apart: false, facts, given },
];

const isHeard = (event: CaseEvent, of: string): event is CaseEvent<'MergedComplainantTold'> =>
  event.type === 'MergedComplainantTold' && event.data.of === of && event.data.reached;

/** What the complainant of a merged case learns by hearing of the merging, or of the outcome (OUT-1). */
const HEARD: Record<'merging' | 'outcome', readonly Milestone[]> = {
  merging: ['mergedTold', 'acknowledged', 'answered'],
  outcome: ['outcomeNotified', 'answered', 'clearlyAnswered', 'promiseKept'],
};

/** The complainant of this case heard the outcome; that of the merged one, who is somebody else, did not. */
const toldOnlyHere = (event: CaseEvent, { apart }: Thread): boolean =>
  apart && event.type === 'OutcomeNotified' && event.data.to === 'complainant';

/** What had been done for this case when it took another one over counts for that one from then on. */
export const doneBefore = ({ facts }: ClockBook, takenAt: string, apart: boolean): readonly Fact[] =>
  facts
    .filter(
      ({ subject, milestone }) => subject.kind === 'case' && !(apart && milestone === 'outcomeNotified'),
    )
    .map((fact) => ({ ...fact, at: takenAt, shared: true }));

/** Promises that were made by then and not kept, the earliest due first. */
export function openPromises(
  book: Pick<ClockBook, 'facts' | 'given'>,
  at: string,
): readonly { readonly id: string; readonly until: string; readonly about?: string }[] {
  const done = idsReached(book, 'promiseKept');
  return book.given
    .filter(({ subject, from }) => isKind(subject, 'promise') && from <= at && !done.includes(subject.id))
    .map(({ subject: { id }, until, about }) => ({ id, until, ...(about !== undefined && { about }) }))
    .toSorted((left, right) => (left.until < right.until ? -1 : left.until > right.until ? 1 : 0));
}

const isKind = ({ kind }: Subject, wanted: SubjectKind): boolean => kind === wanted;
