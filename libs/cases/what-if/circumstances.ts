import { isInstant, type Instant, type Stamp } from '#event-sourcing';
import { standsStill } from '../case/clock-end.ts';
import type { CaseClock } from '../case/clock-state.ts';
import type { CaseEvent, CaseEventDraft, RecordedCaseEvent } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';

export const running = (state: CaseState): readonly CaseClock[] =>
  state.status === 'none' ? [] : state.clocks.clocks.filter(({ status }) => status === 'running');

export const runsTheSame = ({ clock, dueAt }: CaseClock, was: CaseState): boolean =>
  running(was).some((each) => each.clock === clock && each.dueAt === dueAt && !each.breached);

export const firstDue = (
  state: CaseState,
  until: Instant,
  isLeft: (clock: CaseClock) => boolean,
): CaseClock | undefined =>
  running(state)
    .filter((clock) => !clock.breached && clock.dueAt < until && !standsStill(clock) && !isLeft(clock))
    .toSorted((one, other) => compare(one.dueAt, other.dueAt) || compare(one.clock, other.clock))[0];

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

export function missedIn(event: CaseEvent): string | undefined {
  if (event.type === 'DeadlineBreached') return event.data.clock;
  return event.type === 'DeadlineCancelled' && event.data.why === 'promoted' ? event.data.clock : undefined;
}

export const stampOf = ({ metadata }: CaseEvent): Stamp => {
  const { commandId: id, commandHash, actor, recordedAt, procedure } = metadata;
  return { commandId: id, commandHash, actor, recordedAt, ...(procedure !== undefined && { procedure }) };
};

/** The circumstances of a command. */
export interface Command {
  readonly stamp: Stamp;
  readonly happenedAt: Instant;
}

/** From the facts that it recorded. */
export function commandOf(facts: readonly RecordedCaseEvent[]): Command {
  const own = facts.find(({ type }) => type !== 'DeadlineSet' && type !== 'DeadlineBreached') ?? facts[0];
  if (own === undefined) throw new Error('a command without a fact');
  const { recordedAt } = own.metadata;
  // What a source tells of has its own times; the import itself happens now.
  const isImport = own.type === 'ComplaintLogged' && own.data.source !== undefined;
  const at = isImport ? recordedAt : own.metadata.happenedAt;
  return {
    stamp: { ...stampOf(own), happenedAt: at ?? 'unknown' },
    happenedAt: isInstant(at) ? at : recordedAt,
  };
}

/** A fact as it was decided. */
export const draftOf = ({ type, data, metadata }: RecordedCaseEvent): CaseEventDraft =>
  // Name and data of an event belong together by its type.
  ({ type, data, happenedAt: metadata.happenedAt ?? 'unknown' }) as CaseEventDraft;

/** AUT-4: nobody answers what no level was asked. */
export const isUnasked = ({ type }: CaseEvent, state: CaseState): boolean =>
  (type === 'EscalationDecided' || type === 'EscalationReturned') &&
  state.status === 'logged' &&
  !state.levelAwaited;
