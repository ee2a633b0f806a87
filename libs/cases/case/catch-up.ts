import { standsStill } from './clock-end.ts';
import { foldDrafts, keepClocks } from './clock-keeper.ts';
import { miss, promotion } from './clock-misses.ts';
import type { CaseContext } from './context.ts';
import type { CaseEventDraft } from './events.ts';
import type { CaseClock } from './clock-state.ts';
import type { CaseState } from './state.ts';

/**
 * What a scheduler would have recorded by now, had it run (CLK-6, D9): every miss, in due order, with its effects. So a
 * command is decided on the same facts whether or not one ran, and dating it back costs the same (LIF-5).
 */
export function missesBefore(state: CaseState, context: CaseContext): readonly CaseEventDraft[] {
  const found: CaseEventDraft[] = [];
  // Found now, so what they bring about begins now, however far back the command speaks.
  const here = { ...context, happenedAt: context.now };
  const until = context.now;
  let so = state;
  for (let next = firstMissed(so, until); next !== undefined; next = firstMissed(so, until)) {
    if (found.length > MOST_EVENTS) throw new Error('the misses of a case do not come to an end');
    const facts = next.onDue === 'promote' ? promotion(next, so, here) : miss(next, 'lateRecord', so, here);
    const drafts = [...facts, ...keepClocks(so, facts, here)];
    found.push(...drafts);
    so = foldDrafts(so, drafts, here);
  }
  return found;
}

/** Each clock is missed once, so only a mistake of ours gets so far: better loud than endless. */
const MOST_EVENTS = 10_000;

/** In time is also what happens at the very moment. */
const firstMissed = (state: CaseState, until: string): CaseClock | undefined =>
  (state.status === 'none' ? [] : state.clocks.clocks)
    .filter(
      (clock) => clock.status === 'running' && !clock.breached && !standsStill(clock) && clock.dueAt < until,
    )
    .toSorted(byDueTime)[0];

const byDueTime = (left: CaseClock, right: CaseClock): number =>
  compare(left.dueAt, right.dueAt) || compare(left.clock, right.clock);

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
