import type { CaseEvent } from '../../case/events.ts';
import { isOf } from './past.ts';
import type { Watch } from './walk.ts';

/** CLK-1: whatever clock has begun is met, ended or handed on by the end of its case; none runs on for nobody. */
export const everyClockEnds: Watch = {
  end({ cases }) {
    for (const { caseId, events } of cases.values()) {
      const running = runningIn(events);
      if (running.length > 0) throw new Error(`CLK-1 ${running.join(', ')} of ${caseId} never ends`);
    }
  },
};

/** By the history alone. */
function runningIn(events: readonly CaseEvent[]): readonly string[] {
  const running = new Set<string>();
  for (const event of events) {
    if (isOf(event, 'DeadlineSet')) running.add(event.data.clock);
    if (isOf(event, 'DeadlineMet') || isOf(event, 'DeadlineCancelled')) running.delete(event.data.clock);
  }
  return [...running];
}
