import { caseAggregate, DEADLINES, decreed, dueCommands, type DueDeadline, type OpenDeadline } from '#cases';
import {
  checkpointName,
  waitForPosition,
  type EventStore,
  type Instant,
  type Page,
  type ReadModelStore,
  type Timing,
} from '#event-sourcing';
import { BY_WAKE, justAfter, type DueCommand } from './due.ts';
import type { DueSource } from './scheduler.ts';

/** A document of the deadlines read model, as far as the scheduler needs it. */
type DeadlineDocument = OpenDeadline & { readonly wakeAt?: string };

/** A clock's command as one to its case. */
export const ofCase = ({ caseId: id, ...due }: DueDeadline): DueCommand => ({
  kind: caseAggregate.kind,
  id,
  ...due,
});

/** The running clocks out of the deadlines read model. */
export function createDeadlineSource(
  store: Pick<EventStore, 'head'>,
  readModels: Pick<ReadModelStore, 'query' | 'checkpoint'>,
  timing: Timing,
): DueSource {
  return {
    async due(until, limit, cursor) {
      const where = [{ field: 'wakeAt', below: justAfter(until) }];
      const page = await readModels.query(DEADLINES, {
        where,
        sort: BY_WAKE,
        limit,
        ...(cursor === undefined ? {} : { cursor }),
      });
      const items = page.items as readonly DeadlineDocument[];
      const { nextCursor } = page;
      return {
        items: dueCommands(items, until).map(ofCase),
        completeUntil: (nextCursor === undefined ? undefined : items.at(-1)?.wakeAt) ?? until,
        ...(nextCursor === undefined ? {} : { nextCursor }),
      };
    },
    async provisional(limit, cursor) {
      const page = (await readModels.query(DEADLINES, {
        where: [{ field: 'provisional', equals: true }],
        sort: { field: 'dueAt', direction: 'ascending' },
        limit,
        ...(cursor === undefined ? {} : { cursor }),
      })) as Page<OpenDeadline>;
      return { ...page, items: page.items.map((each) => ofCase(decreed(each))) };
    },
    async nextAfter(moment) {
      const where = [{ field: 'wakeAt', atLeast: justAfter(moment) }];
      const { items } = await readModels.query(DEADLINES, { where, sort: BY_WAKE, limit: 1 });
      return (items as readonly DeadlineDocument[])[0]?.wakeAt as Instant | undefined;
    },
    caughtUp: async (timeoutMillis) =>
      waitForPosition(readModels, checkpointName(DEADLINES), await store.head(), { timing, timeoutMillis }),
  };
}
