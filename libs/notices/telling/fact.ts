import type { DataOf } from '#event-sourcing';
import type { CaseEvent, CaseEventData, CaseEventType } from '#cases';
import type { Notifiable } from '#procedures';
import type { factFields } from '../notice/fact-fields.ts';

/** Something that happened in a case, as far as it decides who hears of it. */
export type Fact = DataOf<typeof factFields>;

/** As what an event is told. */
export const FACTS = {
  ComplaintLogged: 'received',
  OwnerAssigned: 'assigned',
  CaseDispatched: 'dispatched',
  DispatchReturned: 'returned',
  DeadlineWarningRaised: 'clockWarned',
  DeadlineBreached: 'clockMissed',
  BreachReported: 'missReported',
  EscalatedToManager: 'escalated',
  EscalationDecided: 'levelAnswered',
  EscalationReturned: 'levelAnswered',
  CaseResolved: 'resolved',
  CaseReopened: 'reopened',
  CaseClosed: 'closed',
} as const satisfies Partial<Record<CaseEventType, Notifiable>>;

export type ToldEvent = CaseEvent<keyof typeof FACTS>;

/** What an event carries of it. What a source told of the past is no news (INT-11). */
export function aboutOf({ type, data }: Pick<ToldEvent, 'type' | 'data'>): Partial<Fact> | undefined {
  const event = { type, data } as ToldEvent;
  switch (event.type) {
    case 'ComplaintLogged':
      return event.data.source === undefined ? {} : undefined;
    case 'CaseDispatched':
      return { department: event.data.department };
    case 'DeadlineWarningRaised':
      return { clock: event.data.clock, dueAt: event.data.dueAt };
    case 'BreachReported':
      return { clock: event.data.clock, dueAt: event.data.dueAt, level: event.data.level };
    case 'DeadlineBreached':
      return event.data.foundBy === 'import' ? undefined : missed(event.data);
    case 'EscalatedToManager':
    case 'EscalationReturned':
      return { level: event.data.to };
    default:
      return {};
  }
}

/** What is not known is not said. */
const missed = ({ clock, dueAt, responsible }: CaseEventData<'DeadlineBreached'>): Partial<Fact> =>
  Object.fromEntries(
    Object.entries({ clock, dueAt, ...responsible }).filter(
      ([name, value]) => name !== 'role' && value !== undefined,
    ),
  );
