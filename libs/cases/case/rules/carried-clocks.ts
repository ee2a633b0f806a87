import { deadlineOf } from '../clock-due.ts';
import { standsStill } from '../clock-end.ts';
import { idsReached, isSame } from '../clock-facts.ts';
import { seenBy, type ThreadOf } from '../clock-threads.ts';
import type { CaseContext } from '../context.ts';
import type { Subject } from '../events/clock.ts';
import type { Carried } from '../events/merging.ts';
import type { CaseClock, ClockBook, Fact } from '../clock-state.ts';
import type { CaseRecord } from '../state.ts';
import { ruleOf } from '../wanted-clocks.ts';
import { regulatorThere } from './regulators.ts';

/** Whose clocks a merging carries: the case's own, or those of a case that it had taken over. */
export interface Left {
  readonly of: ThreadOf;
  /** The case that they belong to. */
  readonly name: string;
  readonly state: CaseRecord;
  readonly context: CaseContext;
}

const viewOf = ({ state, of }: Left): ClockBook => seenBy(state, of).clocks;

/** What has a number of its own in a case needs one that is unique in the other (LIF-2). */
const NUMBERED: ReadonlySet<Subject['kind']> = new Set(['dispatch', 'promise', 'escalation', 'regulator']);

/** `D1@7F3K-9M2Q-X4TB`; what was taken over before has such a name already. */
export const idThere = (id: string, name: string): string => (id.includes('@') ? id : `${id}@${name}`);

const subjectThere = (subject: Subject, name: string): Subject =>
  NUMBERED.has(subject.kind) ? { ...subject, id: idThere(subject.id, name) } : subject;

/** The case as a whole, what runs there, and what has come back; a plan ends with the merging. */
const isLeft = ({ subject }: Pick<CaseClock, 'subject'>): boolean =>
  subject.kind !== 'planStep' && subject.kind !== 'callback';

export const carriedClock = (left: Left): Carried['clocks'] =>
  viewOf(left)
    .clocks.filter((clock) => clock.status === 'running' && isLeft(clock))
    .map((clock) => clockThere(clock, left));

function clockThere(clock: CaseClock, left: Left): Carried['clocks'][number] {
  const { name, state, context } = left;
  const { rule, kind, subject, startedAt, startedBy, countsFrom, allowance, onDue, department } = clock;
  const due = dueThere(clock, context);
  const { warned, warnAt, provisional } = clock;
  return {
    ...{ clock: idThere(clock.clock, name), rule, kind, subject: subjectThere(subject, name) },
    ...{ startedAt, startedBy, allowance, onDue, ...due },
    ...(countsFrom !== undefined && { countsFrom }),
    ...(provisional === true && { provisional }),
    ...(warnAt !== undefined && !warned && !clock.breached && { warnAt }),
    ...(department !== undefined && { department }),
    ...(clock.breached && {
      missed: {
        responsible: answeredFor(clock, viewOf(left)) ?? { role: 'owner' },
        ...(state.severity !== undefined && { severity: state.severity }),
      },
    }),
  };
}

/** CLK-6: as it stands with the run that missed it, which an earlier merging or a reopening may have ended. */
const answeredFor = ({ responsible, missedAs }: CaseClock, { clocks }: ClockBook): CaseClock['responsible'] =>
  responsible ?? clocks.find(({ clock }) => clock === missedAs)?.responsible;

/** Nothing waits in the other case for what this one stood still for: its time goes on (CLK-9). */
function dueThere(
  clock: CaseClock,
  { procedure, happenedAt }: CaseContext,
): Pick<Carried['clocks'][number], 'dueAt' | 'carriedTo'> {
  const last = clock.pauses.at(-1);
  const { dueAt } =
    standsStill(clock) && last !== undefined
      ? deadlineOf(
          { ...clock, pauses: [...clock.pauses.slice(0, -1), { ...last, to: happenedAt }] },
          ruleOf(clock, procedure),
          procedure,
        )
      : clock;
  const isMoved = clock.pauses.length > 0 || clock.extendedTo !== undefined;
  return { dueAt, ...(isMoved && { carriedTo: dueAt }) };
}

/** Since when what is owed has been owed, and what was done about it. */
export function carriedFacts(left: Left): Carried['facts'] {
  const book = viewOf(left);
  return book.facts
    .filter((fact) => !isOver(fact, book, left.state))
    .map(({ regulator, ...fact }) => ({
      ...{ ...fact, ...partOf(fact, book), subject: subjectThere(fact.subject, left.name) },
      ...(regulator !== undefined && { regulator: regulatorThere(regulator, left.name) }),
    }));
}

const BYGONE: ReadonlySet<Fact['milestone']> = new Set<Fact['milestone']>(['reopened', 'ended']);

/** Facts about something that nobody waits for any longer. */
/** A form that came back is sent again for the same part (DIS-4). */
const partOf = ({ milestone, subject }: Fact, { facts }: ClockBook): Pick<Fact, 'part'> => {
  const part = facts.find((each) => each.part !== undefined && isSame(each.subject, subject))?.part;
  return milestone === 'dispatchReturned' && part !== undefined ? { part } : {};
};

function isOver({ subject, milestone }: Fact, book: ClockBook, state: CaseRecord): boolean {
  const runs = (): boolean =>
    book.clocks.some((clock) => clock.status === 'running' && isSame(clock.subject, subject));
  switch (subject.kind) {
    case 'case':
      return BYGONE.has(milestone);
    case 'dispatch':
      return !(
        (milestone === 'dispatchReturned' && runs()) ||
        state.dispatches.some((each) => each.dispatch === subject.id && isOut(each))
      );
    case 'promise':
      return idsReached(book, 'promiseKept').includes(subject.id);
    case 'regulator':
      return idsReached(book, 'regulatorAnswered').includes(subject.id);
    case 'escalation':
      return !runs();
    case 'merged':
      return !runs();
    case 'planStep':
    case 'callback':
      return true;
  }
}

const isOut = ({ status }: CaseRecord['dispatches'][number]): boolean =>
  status === 'sent' || status === 'received';

/** Promises that nobody has kept, missed ones too (CLK-5); parts of departments that have not answered (DIS-7). */
export function carriedTimes(left: Left): Carried['given'] {
  const book = viewOf(left);
  const kept = idsReached(book, 'promiseKept');
  return book.given
    .filter(({ subject }) =>
      subject.kind === 'promise'
        ? !kept.includes(subject.id)
        : left.state.dispatches.some((each) => each.dispatch === subject.id && isOut(each)),
    )
    .map(({ subject, ...time }) => ({ ...time, subject: subjectThere(subject, left.name) }));
}
