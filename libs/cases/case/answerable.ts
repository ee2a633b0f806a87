import { FRONTLINE, type ClockRule } from '#procedures';
import type { CaseEvent, CaseEventData, CaseEventType } from './events.ts';
import type { CaseClock, ClockBook, Standing } from './clock-state.ts';

type Responsible = CaseEventData<'DeadlineBreached'>['responsible'];
type Change = Omit<Standing, 'at'>;

type Changes = { readonly [Type in CaseEventType]?: (event: CaseEvent<Type>) => Change };

/** What each event changes about who answers for the case, and how serious it is. */
const changes: Changes = {
  ComplaintLogged: ({ data }) => ({ receiver: data.receivedBy }),
  ComplaintHandedOver: ({ data }) => ({ receiver: data.to }),
  OwnerAssigned: ({ data: { owner, department } }) => ({ owner, ...(department && { department }) }),
  CaseDispatched: ({ data: { part, department } }) => (part === 'lead' ? { department } : {}),
  EscalatedToManager: ({ data }) => ({
    ...{ level: data.to, levelAwaited: true },
    ...(data.automatic && data.reason === 'breach' && { byMiss: true }),
  }),
  EscalationDecided: () => ({ levelAwaited: false }),
  EscalationReturned: ({ data }) => ({ level: data.to, levelAwaited: false }),
  CaseResolved: () => ({ levelAwaited: false }),
  CaseTakenOver: ({ data: { level } }) => asLevel(level),
  TakeOverReleased: ({ data: { level } }) => asLevel(level),
  CaseClassified: ({ data }) => ({ severity: data.severity }),
  SeverityChanged: ({ data }) => ({ severity: data.to }),
};

const asLevel = (level: CaseEventData<'CaseTakenOver'>['level']): Change =>
  level === undefined ? {} : { level: level.level, levelAwaited: level.awaited };

/** Where nobody knows since when, it has always been so; a day comes before its every instant. */
const ALWAYS = '';

export function evolveStanding(book: ClockBook, event: CaseEvent): ClockBook {
  if (!Object.hasOwn(changes, event.type)) return book;
  // The table is keyed by the event's own type, so the change takes exactly this event.
  const changeOf = changes[event.type] as (event: CaseEvent) => Change;
  const change = changeOf(event);
  return Object.keys(change).length === 0
    ? book
    : { ...book, standing: [...book.standing, { at: event.metadata.happenedAt ?? ALWAYS, ...change }] };
}

/** How it stands with what happened by an instant, whenever that was recorded (LIF-5). */
export const standingAt = (book: Pick<ClockBook, 'standing'>, instant: string): Change =>
  standingOf(book, ({ at }) => at <= instant);

/** What happens at the very moment is in time, so whoever had it until then answers for what was not done (CLK-6). */
const standingBefore = (book: Pick<ClockBook, 'standing'>, instant: string): Change =>
  standingOf(book, ({ at }) => at < instant);

const standingOf = (
  { standing }: Pick<ClockBook, 'standing'>,
  counts: (change: Standing) => boolean,
): Change =>
  standing
    .filter(counts)
    .toSorted((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0))
    .reduce<Change>((known, { at: _, byMiss: _byMiss, ...change }) => ({ ...known, ...change }), {});

/**
 * Who answered for a clock when its time ran out: the level that was asked, else whom the rule names (CLK-6). A level that
 * a miss has brought in answers by its own clock (AUT-4): when it heard depends on when the miss was found, so whoever had
 * the other clocks keeps them.
 */
export function answerableFor(
  clock: Pick<CaseClock, 'department' | 'dueAt' | 'of' | 'setAt' | 'subject'>,
  rule: Pick<ClockRule, 'responsible'> | undefined,
  book: ClockBook,
): { readonly responsible: Responsible; readonly severity?: string } {
  const counted = clock.subject.kind === 'escalation' ? book : asAsked(book);
  const then = { ...standingBefore(counted, missedAt(clock)), ...askedThere(clock, book) };
  const { severity } = clock.setAt < clock.dueAt ? then : standingAt(book, clock.setAt);
  return {
    responsible: responsibleOf(clock, rule?.responsible ?? 'owner', then, book),
    ...(severity !== undefined && { severity }),
  };
}

/** LIF-2, AUT-4: what ran out before this case took the other one over was for the level that was asked there. */
function askedThere(
  { of, dueAt, subject }: Pick<CaseClock, 'dueAt' | 'of' | 'subject'>,
  { threads }: ClockBook,
): Pick<Change, 'level' | 'levelAwaited'> {
  const thread = threads.find((each) => each.of === of);
  return subject.kind !== 'escalation' || thread?.asked === undefined || dueAt > thread.takenAt
    ? {}
    : { level: thread.asked, levelAwaited: true };
}

function responsibleOf(
  clock: Pick<CaseClock, 'department' | 'subject'>,
  named: ClockRule['responsible'],
  then: Change,
  book: ClockBook,
): Responsible {
  const { level = FRONTLINE, levelAwaited = false } = then;
  const department = clock.department ?? then.department;
  const hasLevel = level !== FRONTLINE;
  // While no department has the case, whoever owns it has not sent it to one.
  const nobodyElse = named === 'department' && department === undefined ? 'owner' : named;
  const role = levelAwaited && hasLevel ? level : nobodyElse;
  const person = personOf(role, clock, then, book);
  return {
    ...{ role, ...(person !== undefined && { person }) },
    ...(department && { department }),
    ...(hasLevel && { level }),
  };
}

/** When its time ran out; what was over before its rule began to apply is missed at that moment. */
export const missedAt = ({ dueAt, setAt }: Pick<CaseClock, 'dueAt' | 'setAt'>): string =>
  setAt > dueAt ? setAt : dueAt;

const asAsked = ({ standing }: ClockBook): Pick<ClockBook, 'standing'> => ({
  standing: standing.filter(({ byMiss }) => byMiss !== true),
});

function personOf(
  role: string,
  { subject }: Pick<CaseClock, 'subject'>,
  { owner, receiver }: Change,
  { given }: ClockBook,
): string | undefined {
  if (role === 'receiver') return receiver;
  if (role !== 'owner') return undefined;
  const own = given.find((time) => time.subject.kind === subject.kind && time.subject.id === subject.id);
  return own?.person ?? owner ?? receiver;
}
