import type { ServedReads } from '#event-sourcing';
import type { Projecting } from './projecting.ts';

/** Nobody may read or write what belongs to another history: each of these asks first whether it does. */
type Verify = () => Promise<void>;

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
