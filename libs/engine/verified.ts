import { BEGINNING, ReadModelsUnavailable, type EventStore, type ServedReads } from '#event-sourcing';
import type { Evidence } from './evidence/guarded-evidence.ts';
import type { Projecting } from './projecting.ts';

/** Nobody may read or write what belongs to another history: each of these asks first whether it does. */
type Verify = () => Promise<void>;

/**
 * For what needs no read models. A process that was told of the wrong servers must not begin a history of its own while it
 * waits; but where there is a history, read models that are away keep nobody from complaining (INT-7).
 */
export const unlessAway =
  (store: Pick<EventStore, 'readAll'>, verify: Verify): Verify =>
  async () => {
    try {
      await verify();
    } catch (error) {
      if (!(error instanceof ReadModelsUnavailable) || (await store.readAll(BEGINNING, 1)).length === 0)
        throw error;
    }
  };

export const verifiedProjecting = (projecting: Projecting, verify: Verify): Projecting => ({
  ...projecting,
  catchUp: (...request) => verify().then(() => projecting.catchUp(...request)),
  rebuild: (...request) => verify().then(() => projecting.rebuild(...request)),
  release: (...request) => verify().then(() => projecting.release(...request)),
  discard: (...request) => verify().then(() => projecting.discard(...request)),
});

export const verifiedReads = (readModels: ServedReads, verify: Verify): ServedReads => ({
  load: (...request) => verify().then(() => readModels.load(...request)),
  get: (...request) => verify().then(() => readModels.get(...request)),
  query: (...request) => verify().then(() => readModels.query(...request)),
  checkpoint: (...request) => verify().then(() => readModels.checkpoint(...request)),
});

export const verifiedHistory = (
  store: Pick<EventStore, 'readStream' | 'readAll'>,
  verify: Verify,
): Pick<EventStore, 'readStream' | 'readAll'> => ({
  readStream: (...request) => verify().then(() => store.readStream(...request)),
  readAll: (...request) => verify().then(() => store.readAll(...request)),
});

export const verifiedEvidence = (evidence: Evidence, verify: Verify): Evidence => ({
  receive: (...request) => verify().then(() => evidence.receive(...request)),
  get: (...request) => verify().then(() => evidence.get(...request)),
});
