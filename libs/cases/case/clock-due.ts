import { isInstant, type Instant } from '#event-sourcing';
import { computeDeadline, type ClockRule, type Deadline, type Procedure } from '#procedures';
import { beginOf } from './evolve-clocks.ts';
import type { CaseClock } from './clock-state.ts';
import type { CaseEventData, CaseEventDraft } from './events.ts';

/** What the due time of a clock follows from. */
export type Reckoning = Pick<
  CaseClock,
  'startedAt' | 'countsFrom' | 'allowance' | 'pauses' | 'extendedTo' | 'extendedAt' | 'carriedOver'
>;

/** Due time of a clock with its pauses and extension, when to warn, and why (D12). */
export function deadlineOf(
  clock: Reckoning,
  rule: Pick<ClockRule, 'calendar' | 'warnAt'> | undefined,
  procedure: Pick<Procedure, 'calendar' | 'calendars' | 'timeZone'>,
): Deadline {
  const { allowance, pauses, extendedTo, extendedAt, carriedOver } = clock;
  const { timeZone, calendars } = procedure;
  const { warnAt, calendar: own = '' } = rule ?? {};
  const calendar = calendars[own] ?? procedure.calendar;
  return computeDeadline({
    ...{ allowance, calendar, timeZone, startedAt: beginOf(clock), pauses },
    ...(extendedTo !== undefined && { extendedTo }),
    ...(extendedAt !== undefined && { extendedAt }),
    ...(carriedOver !== undefined && { carriedOver }),
    ...(warnAt !== undefined && { warnAt }),
  });
}

/** The parts of a deadline that an event tells. */
export const toldOf = ({
  warnAt,
  provisional,
}: Pick<Deadline, 'warnAt' | 'provisional'>): {
  readonly warnAt?: string;
  readonly provisional?: true;
} => ({ ...(warnAt !== undefined && { warnAt }), ...(provisional && { provisional }) });

/** The event that moves a clock. */
export const moved = (
  { clock, dueAt: from }: CaseClock,
  cause: CaseEventData<'DeadlineMoved'>['cause'],
  deadline: Pick<Deadline, 'dueAt' | 'warnAt' | 'provisional'>,
  more: Partial<Pick<CaseEventData<'DeadlineMoved'>, 'allowance' | 'carried'>> = {},
): CaseEventDraft => ({
  type: 'DeadlineMoved',
  data: { clock, ...more, from, to: deadline.dueAt, ...toldOf(deadline), cause },
});

/** The time of a draft, where it is one. */
export const happening = (at: string): { readonly happenedAt?: Instant } =>
  isInstant(at) ? { happenedAt: at } : {};
