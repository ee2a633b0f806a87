import {
  checkpointName,
  waitForPosition,
  type EventStore,
  type Instant,
  type Page,
  type ReadModelStore,
  type Timing,
} from '#event-sourcing';
import { dueOfIssue, improvementAggregate, IMPROVEMENTS, type ImprovementDocument } from '#improvement';
import { BY_WAKE, justAfter, type DueCommand } from './due.ts';

/** The time that corrective and preventive actions have (IMP-2). */
interface ActionSource {
  due(until: Instant): Promise<readonly DueCommand[]>;
  nextAfter(moment: Instant): Promise<Instant | undefined>;
  caughtUp(timeoutMillis: number): Promise<boolean>;
}

interface ActionPorts {
  readonly store: Pick<EventStore, 'head'>;
  readonly readModels: Pick<ReadModelStore, 'query' | 'checkpoint'>;
  readonly timing: Timing;
}

const PAGE = 200;

export function createActionSource({ store, readModels, timing }: ActionPorts): ActionSource {
  const awake = (where: object, limit: number, cursor?: string) =>
    readModels.query(IMPROVEMENTS, {
      ...{ where: [{ field: 'wakeAt', ...where }], sort: BY_WAKE, limit },
      ...(cursor !== undefined && { cursor }),
    }) as Promise<Page<ImprovementDocument>>;
  return {
    async due(until) {
      const due: DueCommand[] = [];
      for (let cursor: string | undefined; ;) {
        const { items, nextCursor } = await awake({ below: justAfter(until) }, PAGE, cursor);
        for (const each of items)
          for (const { issueId: id, ...rest } of dueOfIssue(each, until))
            due.push({ kind: improvementAggregate.kind, id, ...rest });
        if (nextCursor === undefined) return due;
        cursor = nextCursor;
      }
    },
    async nextAfter(moment) {
      const { items } = await awake({ atLeast: justAfter(moment) }, 1);
      return items[0]?.wakeAt as Instant | undefined;
    },
    caughtUp: async (timeoutMillis) =>
      waitForPosition(readModels, checkpointName(IMPROVEMENTS), await store.head(), {
        timing,
        timeoutMillis,
      }),
  };
}
