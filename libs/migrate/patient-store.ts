import { backoff, EventStoreUnavailable, type EventStore, type Timing } from '#event-sourcing';

export interface Patience {
  readonly timing: Timing;
  /** How long a store may be away before its failure counts, in ms. */
  readonly patienceMillis: number;
  readonly signal?: AbortSignal | undefined;
  /** Once for each outage. */
  readonly onOutage?: ((error: EventStoreUnavailable) => void) | undefined;
}

/** What may be asked again, whatever became of the first time: reads, and appends, which are idempotent by id. */
export type PatientStore = Pick<EventStore, 'append' | 'readAll' | 'readStream'>;

/** Asks a store that is away again, with growing pauses. Throws its last EventStoreUnavailable, or the signal's reason. */
export function patient(store: EventStore, patience: Patience): PatientStore {
  return {
    append: (...append) => insist(patience, () => store.append(...append)),
    readAll: (...page) => insist(patience, () => store.readAll(...page)),
    readStream: (...stream) => insist(patience, () => store.readStream(...stream)),
  };
}

async function insist<Result>(patience: Patience, request: () => Promise<Result>): Promise<Result> {
  const { timing, patienceMillis, signal, onOutage } = patience;
  let end: number | undefined;
  for (let failures = 0; ; failures += 1) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof EventStoreUnavailable)) throw error;
      signal?.throwIfAborted();
      end ??= timing.now() + patienceMillis;
      if (timing.now() >= end) throw givenUp(error, patienceMillis);
      if (failures === 0) onOutage?.(error);
    }
    await timing.sleep(Math.min(backoff(timing, failures), end - timing.now()), signal);
    signal?.throwIfAborted();
  }
}

const givenUp = (cause: EventStoreUnavailable, patienceMillis: number): EventStoreUnavailable =>
  new EventStoreUnavailable(
    `${cause.message} Given up after ${Math.round(patienceMillis / 1000)} s; nothing is lost: run the same command again to go on.`,
    { cause },
  );
