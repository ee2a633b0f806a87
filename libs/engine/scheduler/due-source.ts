import type { Instant } from '#event-sourcing';
import { createActionSource } from './action-source.ts';
import { createDeadlineSource } from './deadline-source.ts';
import { createDutySource, type DutyPlanPorts } from './duty-source.ts';
import type { DueSource } from './scheduler.ts';

/** The clocks of cases, and what is owed beside them: duties and actions, of which there are few: they stand on the first page. */
export function createDueSource(ports: DutyPlanPorts): DueSource {
  const deadlines = createDeadlineSource(ports.store, ports.readModels, ports.timing);
  const others = [createDutySource(ports), createActionSource(ports)];
  return {
    ...deadlines,
    async due(until, limit, cursor) {
      const page = await deadlines.due(until, limit, cursor);
      if (cursor !== undefined) return page;
      const due = await Promise.all(others.map((each) => each.due(until)));
      return { ...page, items: [...page.items, ...due.flat()] };
    },
    async nextAfter(moment) {
      const times = await Promise.all([deadlines, ...others].map((each) => each.nextAfter(moment)));
      return times.filter((each): each is Instant => each !== undefined).sort()[0];
    },
    async caughtUp(timeoutMillis) {
      for (const each of [deadlines, ...others]) if (!(await each.caughtUp(timeoutMillis))) return false;
      return true;
    },
  };
}
