import type { Instant } from '#event-sourcing';
import { createDeadlineSource } from './deadline-source.ts';
import { createDutySource, type DutyPlanPorts } from './duty-source.ts';
import type { DueSource } from './scheduler.ts';

/** The clocks of cases, and what is owed whatever cases there are. Of duties there are few: they stand on the first page. */
export function createDueSource(ports: DutyPlanPorts): DueSource {
  const deadlines = createDeadlineSource(ports.store, ports.readModels, ports.timing);
  const duties = createDutySource(ports);
  return {
    ...deadlines,
    async due(until, limit, cursor) {
      const page = await deadlines.due(until, limit, cursor);
      return cursor === undefined ? { ...page, items: [...page.items, ...(await duties.due(until))] } : page;
    },
    async nextAfter(moment) {
      const times = await Promise.all([deadlines.nextAfter(moment), duties.nextAfter(moment)]);
      return times.filter((each): each is Instant => each !== undefined).sort()[0];
    },
    caughtUp: async (timeoutMillis) =>
      (await deadlines.caughtUp(timeoutMillis)) && (await duties.caughtUp(timeoutMillis)),
  };
}
