import type { Procedure } from '#procedures';
import { standsStill } from '../case/clock-end.ts';
import type { CaseCommands } from '../case/commands.ts';
import type { CaseEvent, CaseEventType } from '../case/events.ts';
import type { CaseClock } from '../case/clock-state.ts';
import { dueCommands } from '../deadline-scheduler/due-commands.ts';
import { GENERAL_MANAGER, residentialProperty, story, type Character, type Story } from './story.ts';

const SCHEDULER: Character = { id: 'scheduler', roles: ['system'] };

export const clocksOf = ({ state }: Story): readonly CaseClock[] =>
  state.status === 'none' ? [] : state.clocks.clocks;

export const runningClocks = (told: Story): readonly string[] =>
  clocksOf(told).flatMap(({ clock, status }) => (status === 'running' ? [clock] : []));

export function clockOf(told: Story, name: string): CaseClock {
  const found = clocksOf(told).find(({ clock }) => clock === name);
  if (!found)
    throw new Error(
      `no clock "${name}" among ${clocksOf(told)
        .map(({ clock }) => clock)
        .join(', ')}`,
    );
  return found;
}

export const eventsOf = <Type extends CaseEventType>(told: Story, type: Type): readonly CaseEvent<Type>[] =>
  // Name and data of an event belong together by its type.
  told.events.filter((event) => event.type === type) as readonly CaseEvent[] as readonly CaseEvent<Type>[];

/** The events about one clock, in the order in which they were recorded. */
export const historyOf = (told: Story, name: string): readonly CaseEventType[] =>
  told.events.flatMap(({ type, data }) => ('clock' in data && data.clock === name ? [type] : []));

/** The scheduler's run at a time: whatever is due by then, in due order, until nothing more is (D9). */
export function schedulerRuns(told: Story, time: string): Story {
  told.at(time).by(SCHEDULER);
  for (let round = 0; round < 50; round += 1) {
    const open = clocksOf(told).filter((clock) => clock.status === 'running' && !standsStill(clock));
    const due = dueCommands(
      open.map(({ clock, dueAt, warnAt, warned, breached }) => {
        return { caseId: 'any', clock, dueAt, warned, breached, ...(warnAt && { warnAt }) };
      }),
      told.now,
    );
    const before = told.events.length;
    for (const { command } of due) told.do(command.type, command.data).accepted();
    if (told.events.length === before) return told;
  }
  throw new Error('the scheduler does not come to an end');
}

/** A complaint of 1 September 2026, 09:00 in Shanghai, classified at once. */
export function classifiedAs(
  severity: 'minor' | 'important' | 'major',
  more: Partial<CaseCommands['LogComplaint']> = {},
  procedure: Procedure = residentialProperty,
): Story {
  const criterion = { minor: 'small-inconvenience', important: 'service-fault', major: 'serious-loss' }[
    severity
  ];
  return story(procedure)
    .opened(more)
    .do('ClassifyCase', { category: 'lift', severity, criterion })
    .accepted();
}

export const becomes = (told: Story, to: 'minor' | 'important' | 'major'): Story => {
  const criterion = { minor: 'small-inconvenience', important: 'service-fault', major: 'serious-loss' }[to];
  return told
    .letting(GENERAL_MANAGER, 'ChangeSeverity', { to, criterion, reason: 'Looked at again' })
    .accepted();
};
