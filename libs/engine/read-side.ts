import {
  bearingWitness,
  checkpointName,
  createFeed,
  createServing,
  type HistoryGuard,
} from '#event-sourcing';
import { checkpointOfProcess } from './processes/process-loop.ts';
import type { AnyProcess } from './processes/follow-ups.ts';
import { createProjecting, type ProjectingOptions } from './projecting.ts';
import { createCatchingUp, type CatchingUpOptions } from './readiness/catching-up.ts';
import { createFreshness } from './readiness/freshness.ts';
import { createReadiness, type ReadinessOptions } from './readiness/readiness.ts';
import { unlessAway } from './verified.ts';

type ReadSide = Omit<ReadinessOptions, 'checkpoints'> &
  Omit<ProjectingOptions, 'serving' | 'history' | 'feed'> &
  Pick<CatchingUpOptions, 'concerns'> & { readonly processes: readonly AnyProcess[] };

/** Everything about read models: whose they are, which version answers, who fills them. */
export function readSide(options: ReadSide) {
  const { store, readModels, projections, concerns, processes } = options;
  const { saw, settled } = createFreshness(store);
  const collections = projections.map(({ collection }) => collection);
  const checkpoints = [...collections.map(checkpointName), ...processes.map(checkpointOfProcess)];
  const { verify, ready, compare, unchanged } = createReadiness({ ...options, checkpoints });
  const witness = bearingWitness(readModels);
  const history: HistoryGuard = {
    ...{ compare, unchanged },
    witness: (event) => {
      saw(event.position);
      return witness(event);
    },
  };
  const feed = createFeed({ ...options, compare });
  const serving = createServing(readModels);
  const catchingUp = createCatchingUp({ store, readModels, serving, concerns });
  return {
    ...{ verify, ready, serving, settled },
    belongs: unlessAway(store, unchanged),
    feed,
    projecting: createProjecting({ ...options, feed, serving, history }),
    catchingUp: (asked = collections) => verify().then(() => catchingUp(asked)),
  };
}
