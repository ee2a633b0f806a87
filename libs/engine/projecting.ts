import {
  checkpointName,
  createProjectionRunner,
  decodeOrDamage,
  rebuild,
  waitForPosition,
  type CatchUpOptions,
  type CollectionSpec,
  type EventStore,
  type Feed,
  type HistoryGuard,
  type ParkedEvent,
  type Position,
  type Projection,
  type ProjectionRunner,
  type ReadModelStore,
  type RebuildOptions,
  type RebuildResult,
  type ReleaseOutcome,
  type Serving,
  type StoredEvent,
  type Timing,
} from '#event-sourcing';
import type { CodecPort } from './commands/codecs.ts';
import type { Engine, ReadModelStatus } from './engine.ts';
import type { DamageNotes } from './damage/damage-notes.ts';
import { knownToFolds } from './rules/known-to-folds.ts';
import type { Rulebooks } from './rules/rulebooks.ts';
import type { Logger } from '#platform';

export interface ProjectingOptions extends CodecPort {
  readonly store: EventStore;
  readonly feed: Feed;
  readonly readModels: ReadModelStore;
  readonly serving: Serving;
  readonly projections: readonly Projection<object>[];
  readonly holder: string;
  readonly leaseMillis?: number;
  readonly timing: Timing;
  readonly log: Logger;
  readonly notes: Pick<DamageNotes, 'note'>;
  readonly rulebooks: Rulebooks;
  readonly history: HistoryGuard;
}

export type RebuildChoices = Pick<RebuildOptions, 'signal' | 'onProgress' | 'fresh' | 'acceptDifference'>;

/** Everything about read models and how they follow the history. */
export interface Projecting extends Pick<Engine, 'asOf'> {
  release(name: string, stream: string): Promise<ReleaseOutcome>;
  discard(name: string, stream: string): Promise<readonly ParkedEvent[]>;
  /** Resolves when every read model has reached the present end of the history, by this process or another one. */
  readonly catchUp: (options?: CatchUpOptions) => Promise<void>;
  run(signal: AbortSignal): Promise<void>;
  waitFor(
    position: Position,
    timeoutMillis: number,
    collections?: readonly CollectionSpec[],
  ): Promise<boolean>;
  readonly projections: () => Promise<readonly ReadModelStatus[]>;
  readonly parked: () => Promise<readonly ParkedEvent[]>;
  /** Blue/green (D7). Throws {@link UnknownProjection}. */
  rebuild(name: string, choices?: RebuildChoices): Promise<RebuildResult>;
}

export class UnknownProjection extends Error {
  override readonly name = 'UnknownProjection';
}

export function createProjecting(options: ProjectingOptions): Projecting {
  const { store, projections, readModels, serving, timing } = options;
  const countEvents = store.countAfter?.bind(store);
  const projecting = {
    ...{ ...options, ...(countEvents && { countEvents }) },
    lookUp: knownToFolds(options.rulebooks, options.notes),
    onForeign: (stored: StoredEvent) => {
      const decoded = decodeOrDamage(options.codec, stored);
      if ('finding' in decoded) options.notes.note(decoded);
    },
  };
  const runner = createProjectionRunner(projecting);
  const named = (name: string): Projection<object> => {
    const found = projections.find(({ collection }) => collection.name === name);
    if (found === undefined) throw unknown(name, projections);
    return found;
  };
  return {
    catchUp: (catchUpOptions) => runner.catchUp(undefined, catchUpOptions),
    run: (signal) => runner.run(signal),
    async waitFor(position, timeoutMillis, collections = projections.map(({ collection }) => collection)) {
      const end = timing.now() + timeoutMillis;
      for (const collection of collections) {
        const left = Math.max(0, end - timing.now());
        const served = { checkpoint: () => serving.checkpoint(collection) };
        const waiting = { timing, timeoutMillis: left };
        if (!(await waitForPosition(served, checkpointName(collection), position, waiting))) return false;
      }
      return true;
    },
    async asOf(collections) {
      const positions = await Promise.all(collections.map((each) => serving.checkpoint(each)));
      return positions.toSorted()[0];
    },
    projections: () => statuses(runner, projections),
    parked: () => parkedOf(readModels, projections),
    release: async (name, stream) => runner.release(checkpointName(named(name).collection), stream),
    discard: async (name, stream) => runner.discard(checkpointName(named(name).collection), stream),
    rebuild: async (name, choices = {}) => rebuild({ ...projecting, ...choices, projection: named(name) }),
  };
}

/** Of this version of each read model, by its name. */
async function parkedOf(
  readModels: Pick<ReadModelStore, 'parked'>,
  projections: readonly Projection<object>[],
): Promise<readonly ParkedEvent[]> {
  const lists = projections.map(async ({ collection }) =>
    (await readModels.parked(checkpointName(collection))).map((event) => ({
      ...event,
      projection: collection.name,
    })),
  );
  return (await Promise.all(lists)).flat();
}

async function statuses(
  runner: ProjectionRunner,
  projections: readonly Projection<object>[],
): Promise<readonly ReadModelStatus[]> {
  const found = await runner.status();
  return projections.flatMap(({ collection: { name, version } }, index) => {
    const status = found[index];
    if (status === undefined) return [];
    const { checkpoint, lag, parked, standsStill } = status;
    const stands = standsStill === undefined ? {} : { standsStill };
    return [{ name, version, checkpoint, caughtUp: lag === 0, missing: lag, parked, ...stands }];
  });
}

const unknown = (name: string, projections: readonly Projection<object>[]): UnknownProjection =>
  new UnknownProjection(
    `There is no projection "${name}". There are: ${projections.map(({ collection }) => collection.name).join(', ')}.`,
  );
