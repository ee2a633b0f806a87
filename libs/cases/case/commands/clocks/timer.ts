import { field, type DataOf } from '#event-sourcing';
import { standsStill } from '../../clock-end.ts';
import type { CaseClock } from '../../clock-state.ts';
import type { CaseState } from '../../state.ts';
import { clockNamed } from './running-clocks.ts';

/** Sent by the scheduler only; due time included, so that a moved deadline is not hit by an old timer (D9). */
export const timerFields = {
  clock: field.reference({ of: 'clock', example: 'resolve' }),
  dueAt: field.instant(),
};

/** A timer that is early, late for another due time, or done already, changes nothing (CLK-6, D9). */
export function dueClock(data: DataOf<typeof timerFields>, state: CaseState): CaseClock | undefined {
  const clock = clockNamed(data.clock, state);
  return clock?.dueAt === data.dueAt && !clock.breached && !standsStill(clock) ? clock : undefined;
}
