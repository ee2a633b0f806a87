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
  /** Kind of the event store: positions of one mean nothing in another. */
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
  /** `SQLite` or `EventStoreDB`. */
  readonly eventStore: string;
  readonly pepper: string;
}

/**
 * Asks both engines for an answer. The first time that they give one, the read models are also asked where they come from:
 * processes of a cluster that do not share a data folder, or a history that was moved, would mix up what belongs together.
 * Throws EventStoreUnavailable, ReadModelsUnavailable or {@link ForeignReadModels}.
 */
export function createReadiness({ store, readModels, eventStore, pepper }: ReadinessOptions) {
  const pepperMark = createHmac('sha256', pepper).update('redress: origin of read models').digest('hex');
  const origin: Origin = { eventStore, pepperMark };
  let verified = false;
  const verify = async (): Promise<void> => {
    if (verified) return;
    assertSame(await originOf(readModels, origin), origin);
    verified = true;
  };
  return {
    verify,
    ready: async (): Promise<void> => {
      await Promise.all([store.head(), verified ? readModels.get(ORIGIN, ORIGIN_ID) : verify()]);
    },
  };
}

/** Stored contract. */
const ORIGIN: CollectionSpec = { name: 'origin', version: 1, fields: {}, indexes: [] };
const ORIGIN_ID = 'origin';

/** Processes that start together all write; the first one stays. */
async function originOf(readModels: ReadModelStore, ours: Origin): Promise<Origin> {
  const found = await readModels.get(ORIGIN, ORIGIN_ID);
  if (found !== undefined) return found as Origin;
  await readModels.ensure(ORIGIN);
  await readModels.write(ORIGIN, [{ id: ORIGIN_ID, position: BEGINNING, document: ours }]);
  return ((await readModels.get(ORIGIN, ORIGIN_ID)) ?? ours) as Origin;
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
      log.warn({ reason: error.message, againInMillis: pause }, 'waiting for a server that is away');
      await systemTiming.sleep(pause, signal);
    }
  }
}

/** Whether the work is done within the time; an error counts as no. What comes later is not heard. */
export async function succeedsWithin(millis: number, work: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, millis, false);
  });
  const answer = work().then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

export const isOutage = (error: unknown): error is EventStoreUnavailable | ReadModelsUnavailable =>
  error instanceof EventStoreUnavailable || error instanceof ReadModelsUnavailable;
