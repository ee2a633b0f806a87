import { OPEN_CASES } from '#cases';
import {
  DUTIES,
  dueDuty,
  dueOfTurn,
  dutyAggregate,
  nextTurn,
  seriesOwed,
  type DueDuty,
  type DutyDocument,
  type OwedSeries,
} from '#duties';
import {
  checkpointName,
  waitForPosition,
  type EventStore,
  type Instant,
  type ReadModelStore,
  type Timing,
} from '#event-sourcing';
import type { Adoption, Organisation } from '#organisation';
import type { Rules } from '#procedures';
import { BY_WAKE, justAfter, type DueCommand } from './due.ts';

/** What is owed again and again, and when. */
export interface DutySource {
  due(until: Instant): Promise<readonly DueCommand[]>;
  nextAfter(moment: Instant): Promise<Instant | undefined>;
  /** Looks what is owed, for `due` and `nextAfter`. Resolves false when what is known of the duties, and of the cases that they are about, is not known in time. */
  caughtUp(timeoutMillis: number): Promise<boolean>;
}

export interface DutyPlanPorts {
  readonly store: Pick<EventStore, 'head'>;
  readonly readModels: Pick<ReadModelStore, 'query' | 'checkpoint'>;
  readonly procedures: Rules;
  readonly organisation: () => Promise<Organisation>;
  readonly timing: Timing;
}

/** When the next turn begins that nobody has begun yet; what never begins has none. */
interface Planned {
  readonly series: OwedSeries;
  next: Instant | 'unknown' | 'never';
}

const MOST_DUE = 200;

export function createDutySource({
  store,
  readModels,
  procedures,
  organisation,
  timing,
}: DutyPlanPorts): DutySource {
  const plan = planning(organisation, procedures);
  let owed: readonly Planned[] = [];
  /** Of several versions that are owed one after the other, the turns have one name. */
  const lastOpened = async ({ series, until }: OwedSeries): Promise<Instant | undefined> => {
    const within = until === undefined ? [] : [{ field: 'opensAt', below: until }];
    const where = [{ field: 'series', equals: series }, ...within];
    const sort = { field: 'opensAt', direction: 'descending' } as const;
    const { items } = await readModels.query(DUTIES, { where, sort, limit: 1 });
    return (items as readonly DutyDocument[])[0]?.opensAt as Instant | undefined;
  };
  /**
   * The turn that begins after the last one that is there; looked for only when its time has come. One at a time: a turn
   * whose opening failed would be taken for opened as soon as a later one is there.
   */
  const opening = async (planned: Planned, until: Instant): Promise<readonly DueDuty[]> => {
    if (planned.next !== 'unknown' && (planned.next === 'never' || planned.next > until)) return [];
    const turn = nextTurn(planned.series, await lastOpened(planned.series));
    planned.next = (turn?.opensAt as Instant | undefined) ?? 'never';
    return turn === undefined || turn.opensAt > until ? [] : [dueDuty(turn.dutyId, turn.opensAt, 'OpenDuty')];
  };
  const awake = async (where: object, limit: number): Promise<readonly DutyDocument[]> => {
    const query = { where: [{ field: 'wakeAt', ...where }], sort: BY_WAKE, limit };
    return (await readModels.query(DUTIES, query)).items as readonly DutyDocument[];
  };
  return {
    async due(until) {
      if (owed.length === 0) return [];
      const found = await awake({ below: justAfter(until) }, MOST_DUE);
      const due = found.flatMap((turn) => dueOfTurn(turn, until));
      for (const each of owed) due.push(...(await opening(each, until)));
      return due.map(({ dutyId: id, ...rest }) => ({ kind: dutyAggregate.kind, id, ...rest }));
    },
    async nextAfter(moment) {
      if (owed.length === 0) return undefined;
      const [first] = await awake({ atLeast: justAfter(moment) }, 1);
      const planned = owed.flatMap(({ next }) => (next === 'unknown' || next === 'never' ? [] : [next]));
      return [...planned, ...(first?.wakeAt === undefined ? [] : [first.wakeAt as Instant])]
        .filter((each) => each > moment)
        .sort()[0];
    },
    async caughtUp(timeoutMillis) {
      owed = await plan();
      if (owed.length === 0) return true;
      const head = await store.head();
      const both = [DUTIES, OPEN_CASES].map((each) =>
        waitForPosition(readModels, checkpointName(each), head, { timing, timeoutMillis }),
      );
      return (await Promise.all(both)).every((each) => each);
    },
  };
}

/** What is owed, made anew only when the organisation adopts or drops something. */
function planning(
  organisation: DutyPlanPorts['organisation'],
  procedures: Rules,
): () => Promise<readonly Planned[]> {
  let known: readonly Adoption[] | undefined;
  let plan: readonly Planned[] = [];
  return async () => {
    const { adoptions } = await organisation();
    if (adoptions !== known) {
      await Promise.all(adoptions.map(({ procedure: id, version }) => procedures.know({ id, version })));
      plan = seriesOwed({ adoptions }, procedures).map((series) => ({ series, next: 'unknown' }));
      known = adoptions;
    }
    return plan;
  };
}
