import { createHmac } from 'node:crypto';
import {
  backoff,
  BEGINNING,
  EventStoreUnavailable,
  ReadModelsUnavailable,
  type CollectionSpec,
  type EventStore,
  type ReadModelStore,
} from '#event-sourcing';
import { systemTiming } from '#read-models';
import type { Logger } from './logger.ts';

/** What the read models were made from and with; the same for every process that shares them. */
interface Origin {
  /** Kind of the event store, and the namespace there: positions of one mean nothing in another. */
  readonly eventStore: string;
  /** Tells one secret of complainants' fingerprints from another without telling the secret. */
  readonly pepperMark: string;
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
  readonly log: Logger;
}

/**
 * Asks both engines for an answer. The first time that they give one, the read models are also asked where they come from:
 * processes of a cluster that do not share a data folder, or a history that was moved, would mix up what belongs together.
 * Throws EventStoreUnavailable, ReadModelsUnavailable or {@link ForeignReadModels}.
 */
export function createReadiness({ store, readModels, eventStore, pepper, log }: ReadinessOptions) {
  const pepperMark = createHmac('sha256', pepper).update('redress: origin of read models').digest('hex');
  const origin: Origin = { eventStore, pepperMark };
  let verified = false;
  // Also after the first time: a server that has lost everything, or was restored, may hold those of somebody else now.
  const check = async (): Promise<void> => {
    let found = await storedOrigin(readModels);
    if (found === undefined && verified)
      log.warn(
        { eventStore },
        'the read models have lost everything; they are filled again from the history',
      );
    found ??= await leaveOrigin(readModels, origin);
    verified = false;
    assertSame(found, origin);
    verified = true;
  };
  const ask = async (): Promise<void> => {
    await Promise.all([store.head(), check()]);
  };
  return {
    verify: async (): Promise<void> => {
      if (!verified) await check();
    },
    ready: atMostOncePer(ASKING_MS, ask),
  };
}

/** Anybody may ask whether a process is ready, as often as they like; the servers are not asked as often. */
const ASKING_MS = 500;

/** Begins the work, or shares what is under way and was begun within the time; nobody waits for older work that hangs. */
function atMostOncePer(millis: number, work: () => Promise<void>): () => Promise<void> {
  let latest: { readonly begun: number; readonly end: Promise<void> } | undefined;
  return () => {
    if (latest !== undefined && systemTiming.now() - latest.begun < millis) return latest.end;
    const mine = {
      begun: systemTiming.now(),
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

/** Processes that start together all write; the first one stays. */
async function leaveOrigin(readModels: ReadModelStore, ours: Origin): Promise<Origin> {
  await readModels.ensure(ORIGIN);
  await readModels.write(ORIGIN, [{ id: ORIGIN_ID, position: BEGINNING, document: ours }]);
  return (await storedOrigin(readModels)) ?? ours;
}

function assertSame(theirs: Origin, ours: Origin): void {
  if (theirs.eventStore !== ours.eventStore) {
    throw new ForeignReadModels(
      `These read models were made from a history in ${theirs.eventStore}, and EVENT_STORE now leads to ${ours.eventStore}. ` +
        'Name another database in READ_MODELS (without it: remove read-models.db from the data folder); it is filled from the history.',
    );
  }
  if (theirs.pepperMark !== ours.pepperMark) {
    throw new ForeignReadModels(
      'These read models were made with the data folder of another process: its keys/pepper is not ours, so the same complainant would have two fingerprints. ' +
        'Give all processes the same data folder (--data or REDRESS_DATA); if that folder is lost, name a new database in READ_MODELS.',
    );
  }
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
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      await ready();
      if (failures > 0) log.info({ failures }, 'the servers answer; going on');
      return;
    } catch (error) {
      if (!isOutage(error)) throw error;
      const pause = Math.round(backoff(systemTiming, failures, MOST_PAUSE_MS));
      log.warn({ why: error.message, againInMillis: pause }, 'waiting for a server that is away');
      await systemTiming.sleep(pause, signal);
    }
  }
}

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
