import { createHmac } from 'node:crypto';
import {
  EventStoreUnavailable,
  isBorneOut,
  witnessOf,
  type EventStore,
  type Instant,
  type ReadModelStore,
  type Timing,
} from '#event-sourcing';
import { clockAhead } from './clock-skew.ts';
import type { Logger } from '#platform';
import {
  ANOTHER,
  ForeignReadModels,
  type Origin,
  assertSame,
  assertSameKind,
  leaveOrigin,
  storedOrigin,
} from './origin.ts';
import { isOutage } from './waiting-for-stores.ts';

export interface ReadinessOptions {
  readonly store: EventStore;
  readonly readModels: ReadModelStore;
  /** `SQLite`, `EventStoreDB` or `EventStoreDB staging_`. */
  readonly eventStore: string;
  readonly pepper: string;
  /** Whoever follows the history: the names of their checkpoints. */
  readonly checkpoints: readonly string[];
  readonly now: () => Instant;
  readonly timing: Timing;
  readonly log: Logger;
}

/**
 * Asks both engines for an answer. The first time that they give one, the read models are also asked where they come from:
 * processes of a cluster that do not share a data folder, or a history that was moved or restored, would mix up what
 * belongs together. Throws EventStoreUnavailable, ReadModelsUnavailable or {@link ForeignReadModels}.
 */
export function createReadiness(options: ReadinessOptions) {
  const { store, readModels, eventStore, pepper, timing, log } = options;
  const pepperMark = createHmac('sha256', pepper).update('redress: origin of read models').digest('hex');
  const own: Origin = { eventStore, pepperMark };
  let verified = false;
  let clocksCompared = false;
  /** The read models learn, and are held to, what the history is known by. */
  const compare = async (found: Origin | undefined): Promise<void> => {
    const firstEvent = await store.identity();
    const ours: Origin = { ...own, ...(firstEvent !== undefined && { firstEvent }) };
    assertSame(found?.firstEvent !== undefined ? found : await leaveOrigin(readModels, ours), ours);
  };
  const compareAll = async (): Promise<void> => {
    const found = await storedOrigin(readModels);
    if (verified && found === undefined)
      log.warn(
        { eventStore },
        'the read models have lost everything; they are filled again from the history',
      );
    // Before the event store is asked, which may be away: nobody may read what belongs to others meanwhile.
    if (found !== undefined) assertSameKind(found, own);
    await compare(found);
    if (!clocksCompared) await warnOfClocks(options);
    if (!clocksCompared) await tellOfRights(options);
    clocksCompared = true;
    await assertNotAhead(options);
  };
  const connections = (): number => store.connections?.() ?? 0;
  let comparedAt = -1;
  // Not only the first time: servers that lose everything, or are restored, do so while processes run.
  const check = async (): Promise<void> => {
    try {
      const before = connections();
      await compareAll();
      verified = true;
      comparedAt = before;
    } catch (error) {
      // A server that is away is still the same one.
      if (!isOutage(error) || error instanceof HistoryBehind) verified = false;
      throw error;
    }
  };
  let checking: Promise<void> | undefined;
  /** One question for all who come first, in whose order they then go on. */
  const checkOnce = (): Promise<void> =>
    (checking ??= check().finally(() => {
      checking = undefined;
    }));
  return {
    verify: async (): Promise<void> => {
      if (!verified) await checkOnce();
    },
    /** Also asks again when a connection was lost: behind the new one there may be an older history. */
    unchanged: async (): Promise<void> => {
      if (!verified || comparedAt !== connections()) await checkOnce();
    },
    compare: checkOnce,
    ready: atMostOncePer(ASKING_MS, timing, check),
  };
}

/** Anybody may ask whether a process is ready, as often as they like; the servers are not asked as often. */
const ASKING_MS = 500;

/** Begins the work, or shares what is under way and was begun within the time; nobody waits for older work that hangs. */
function atMostOncePer(millis: number, timing: Timing, work: () => Promise<void>): () => Promise<void> {
  let latest: { readonly begun: number; readonly end: Promise<void> } | undefined;
  return () => {
    if (latest !== undefined && timing.now() - latest.begun < millis) return latest.end;
    const mine = {
      begun: timing.now(),
      end: work().finally(() => {
        if (latest === mine) latest = undefined;
      }),
    };
    latest = mine;
    return mine.end;
  };
}

export class HistoryBehind extends EventStoreUnavailable {}

/** A history never gets shorter: one that ends before a checkpoint would have its next events left out, unseen. */
async function assertNotAhead({ store, readModels, checkpoints }: ReadinessOptions): Promise<void> {
  const saved = checkpoints.map((name) => readModels.lastSeen(name));
  const seen = (await Promise.all([...saved, witnessOf(readModels)])).flatMap((each) => each ?? []);
  // Asked last: meanwhile the history can only have grown.
  const head = await store.head();
  const furthest = seen.toSorted((one, other) => (one.position < other.position ? 1 : -1))[0];
  // What stands before it is the same when it is.
  if (furthest === undefined) return;
  if (furthest.position <= head) {
    if (await isBorneOut(store, furthest)) return;
    throw new ForeignReadModels(
      `Where these read models have seen event ${furthest.event}, the history has another one now: it was restored from an earlier backup, and went on. ${ANOTHER}`,
    );
  }
  throw new HistoryBehind(
    `The history ends before what the read models have seen of it. Either its server lags behind, which passes, or it was restored from an earlier backup. Then: ${ANOTHER}`,
  );
}

/** A server with users may let others write to and delete what is recorded here. */
async function tellOfRights({ store, log }: ReadinessOptions): Promise<void> {
  const guarding = await store.guarding?.();
  if (guarding === 'guarded') log.info({}, 'nobody but the users of this service may write to its history');
  if (guarding === 'open') log.warn({}, `others may write to and delete this history: ${PREPARE}`);
  if (guarding === 'unknown')
    log.warn({}, `whether others may write to this history cannot be seen: ${PREPARE}`);
}

const PREPARE =
  'redress event-store prepare gives the rights, redress event-store prepare --check shows them';

const CLOCKS_APART_MS = 60_000;

async function warnOfClocks({ readModels, now, log }: ReadinessOptions): Promise<void> {
  const ahead = await clockAhead(readModels, now);
  if (Math.abs(ahead) < CLOCKS_APART_MS) return;
  log.warn(
    { aheadMillis: ahead },
    "this machine's clock is wrong, or that of the read models' server is: what is recorded here bears this one's time; set both by NTP",
  );
}
