import { createHmac } from 'node:crypto';
import {
  backoff,
  BEGINNING,
  checkpointName,
  EventStoreUnavailable,
  ReadModelsUnavailable,
  type CollectionSpec,
  type EventStore,
  type Instant,
  type Position,
  type ReadModelStore,
  type Timing,
} from '#event-sourcing';
import { systemTiming } from '#timing';
import { clockAhead } from './clock-skew.ts';
import type { Logger } from '#platform';

/** What the read models were made from and with; the same for every process that shares them. */
interface Origin {
  /** Kind of the event store, and the namespace there: positions of one mean nothing in another. */
  readonly eventStore: string;
  /** Tells one secret of complainants' fingerprints from another without telling the secret. */
  readonly pepperMark: string;
  /** What the event store knows the history by. Absent while there is nothing to know it by. */
  readonly firstEvent?: string;
}

/** Read models that were made from another history, or with another data folder's secret. Nothing was written. */
export class ForeignReadModels extends Error {
  override readonly name = 'ForeignReadModels';
}

export interface ReadinessOptions {
  readonly store: EventStore;
  readonly readModels: ReadModelStore;
  /** `SQLite`, `EventStoreDB` or `EventStoreDB staging_`. */
  readonly eventStore: string;
  readonly pepper: string;
  /** The read models that follow the history. */
  readonly collections: readonly CollectionSpec[];
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
    clocksCompared = true;
    await assertNotAhead(options);
  };
  // Not only the first time: servers that lose everything, or are restored, do so while processes run.
  const check = async (): Promise<void> => {
    try {
      await compareAll();
      verified = true;
    } catch (error) {
      // A server that is away is still the same one.
      if (!isOutage(error) || error instanceof HistoryBehind) verified = false;
      throw error;
    }
  };
  let checking: Promise<void> | undefined;
  return {
    /** One question for all who come first, in whose order they then go on. */
    verify: async (): Promise<void> => {
      if (verified) return;
      await (checking ??= check().finally(() => {
        checking = undefined;
      }));
    },
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

/** Stored contract. */
export const ORIGIN: CollectionSpec = { name: 'origin', version: 1, fields: {}, indexes: [] };
const ORIGIN_ID = 'origin';

const storedOrigin = async (readModels: ReadModelStore): Promise<Origin | undefined> =>
  (await readModels.get(ORIGIN, ORIGIN_ID)) as Origin | undefined;

/** After every origin that was left while there was nothing to know the history by. */
const KNOWN = '0' as Position;

/** Processes that start together all write; the first one stays, until there is something to know the history by. */
async function leaveOrigin(readModels: ReadModelStore, ours: Origin): Promise<Origin> {
  const position = ours.firstEvent === undefined ? BEGINNING : KNOWN;
  await readModels.ensure(ORIGIN);
  await readModels.write(ORIGIN, [{ id: ORIGIN_ID, position, document: ours }]);
  return (await storedOrigin(readModels)) ?? ours;
}

function assertSame(theirs: Origin, ours: Origin): void {
  assertSameKind(theirs, ours);
  if (theirs.firstEvent !== undefined && theirs.firstEvent !== ours.firstEvent)
    throw new ForeignReadModels(`These read models were made from another history than this one. ${ANOTHER}`);
}

function assertSameKind(theirs: Origin, ours: Origin): void {
  if (theirs.eventStore !== ours.eventStore) {
    throw new ForeignReadModels(
      `These read models were made from a history in ${theirs.eventStore}, and EVENT_STORE now leads to ${ours.eventStore}. ${ANOTHER}`,
    );
  }
  if (theirs.pepperMark !== ours.pepperMark) {
    throw new ForeignReadModels(
      'These read models were made with the data folder of another process: its keys/pepper is not ours, so the same complainant would have two fingerprints. ' +
        'Give all processes the same data folder (--data or REDRESS_DATA); if that folder is lost, name a new database in READ_MODELS.',
    );
  }
}

const ANOTHER =
  'Name another database in READ_MODELS (without it: remove read-models.db from the data folder); it is filled from the history.';

class HistoryBehind extends EventStoreUnavailable {}

/** A history never gets shorter: one that ends before a checkpoint would have its next events left out, unseen. */
async function assertNotAhead({ store, readModels, collections }: ReadinessOptions): Promise<void> {
  const checkpoints = await Promise.all(
    collections.map((each) => readModels.checkpoint(checkpointName(each))),
  );
  // Asked last: meanwhile the history can only have grown.
  const head = await store.head();
  if (checkpoints.every((checkpoint) => checkpoint <= head)) return;
  throw new HistoryBehind(
    `The history ends before what the read models have seen of it. Either its server lags behind, which passes, or it was restored from an earlier backup. Then: ${ANOTHER}`,
  );
}

const CLOCKS_APART_MS = 60_000;

async function warnOfClocks({ readModels, now, log }: ReadinessOptions): Promise<void> {
  const ahead = await clockAhead(readModels, now);
  if (Math.abs(ahead) < CLOCKS_APART_MS) return;
  log.warn(
    { aheadMillis: ahead },
    "this machine's clock is wrong, or that of the read models' server is: what is recorded here bears this one's time; set both by NTP",
  );
}

const MOST_PAUSE_MS = 10_000;

/**
 * Waits for servers that are away, however long that takes, and says so in the log; resolves early when the signal aborts.
 * Throws what waiting cannot mend.
 */
export async function waitUntilReady(
  ready: () => Promise<void>,
  log: Logger,
  signal: AbortSignal,
  timing = systemTiming,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      await ready();
      if (failures > 0) log.info({ failures }, 'the servers answer; going on');
      return;
    } catch (error) {
      if (!isOutage(error)) throw error;
      const pause = Math.round(backoff(timing, failures, MOST_PAUSE_MS));
      log.warn({ why: error.message, againInMillis: pause }, 'waiting for a server that is away');
      await timing.sleep(pause, signal);
    }
  }
}

const WATCH_MS = 10_000;

/**
 * {@link waitUntilReady}, and then again and again: so the log tells of every outage, and a process whose servers have
 * become somebody else's ends, by what this throws. Resolves when the signal aborts.
 */
export async function watchReadiness(
  ready: () => Promise<void>,
  log: Logger,
  signal: AbortSignal,
  timing = systemTiming,
): Promise<void> {
  while (!signal.aborted) {
    await waitUntilReady(ready, log, signal, timing);
    await timing.sleep(WATCH_MS, signal);
  }
}

/** How long a health check waits for the servers. */
const PATIENCE_MILLIS = 2_000;

/** What a health check answers; the log hears why not. */
export const isReady = (ready: () => Promise<void>, log: Logger): Promise<boolean> =>
  succeedsWithin(PATIENCE_MILLIS, ready, (why) => {
    log.warn({ why }, 'not ready');
  });

/** Whether the work is done within the time; when not, `tell` hears why. What comes later is not heard. */
export async function succeedsWithin(
  millis: number,
  work: () => Promise<unknown>,
  tell: (why: string) => void = () => undefined,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, millis, `no answer within ${String(millis)} ms`);
  });
  const answer = work().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const why = await Promise.race([answer, late]);
  clearTimeout(timer);
  if (why !== undefined) tell(why);
  return why === undefined;
}

export const isOutage = (error: unknown): error is EventStoreUnavailable | ReadModelsUnavailable =>
  error instanceof EventStoreUnavailable || error instanceof ReadModelsUnavailable;
