import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  BEGINNING,
  canonicalJson,
  checkpointName,
  createProjectionRunner,
  type CollectionSpec,
  type EventStore,
  type Position,
  type Projection,
  type ReadModelStore,
  type Timing,
} from '#event-sourcing';
import type { ProofFinding } from '#proof';
import { openSqliteReadModels } from '#read-models';
import type { CodecPort } from '../commands/codecs.ts';

export interface ReplayPorts extends CodecPort {
  readonly store: EventStore;
  readonly readModels: Pick<ReadModelStore, 'query' | 'checkpoint'>;
  readonly projections: readonly Projection<object>[];
  readonly timing: Timing;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: { readonly done: number; readonly total?: number }) => void) | undefined;
}

export interface Replayed {
  readonly findings: readonly ProofFinding[];
  /** Read models that went on whenever they were looked at. */
  readonly tooBusy: readonly string[];
}

/** How often a read model that has gone on meanwhile is looked at again. */
const ROUNDS = 10;

/** Folds the whole history anew, beside the read models, and holds the two against each other, document by document. */
export async function replayed(ports: ReplayPorts): Promise<Replayed> {
  const folder = await mkdtemp(path.join(tmpdir(), 'redress-verify-'));
  const fresh = openSqliteReadModels({ file: path.join(folder, 'read-models.db') });
  try {
    return await compared(ports, fresh);
  } finally {
    await fresh.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function compared(ports: ReplayPorts, fresh: ReadModelStore): Promise<Replayed> {
  const { projections } = ports;
  const bring = bringing(ports, fresh);
  const findings: ProofFinding[] = [];
  const tooBusy: string[] = [];
  for (const { collection } of projections) {
    const difference = await differenceOf(ports, { fresh, bring }, collection);
    if (difference === 'too busy') tooBusy.push(collection.name);
    else if (difference !== undefined)
      findings.push({ finding: 'read-model-differs', message: `${collection.name}: ${difference}` });
  }
  return { findings, tooBusy };
}

type Bring = (until: Position) => Promise<void>;

/** Brings the copy as far as the live one is, and no further. */
function bringing(
  { store, codec, projections, timing, signal, onProgress }: ReplayPorts,
  fresh: ReadModelStore,
): Bring {
  let until = BEGINNING;
  const countEvents = store.countAfter?.bind(store);
  const runner = createProjectionRunner({
    store: upTo(store, () => until),
    ...{ readModels: fresh, codec, projections, timing, holder: 'verify' },
    ...(countEvents && { countEvents }),
  });
  const watching = { ...(signal && { signal }), ...(onProgress && { onProgress }) };
  return async (position) => {
    // All of the copy stands there already, whichever read model is looked at next.
    if (position <= until) return;
    until = position;
    await runner.catchUp(until, watching);
  };
}

const upTo = (store: EventStore, until: () => Position): EventStore => ({
  append: (...append) => store.append(...append),
  readStream: (...read) => store.readStream(...read),
  readAll: async (...read) => (await store.readAll(...read)).filter(({ position }) => position <= until()),
  at: (position) => store.at(position),
  head: () => Promise.resolve(until()),
  identity: () => store.identity(),
  subscribe: (options) => store.subscribe(options),
  close: () => Promise.resolve(),
});

async function differenceOf(
  { readModels }: ReplayPorts,
  { fresh, bring }: { readonly fresh: ReadModelStore; readonly bring: Bring },
  collection: CollectionSpec,
): Promise<string | undefined> {
  const standing = (): Promise<Position> => readModels.checkpoint(checkpointName(collection));
  for (let round = 0; round < ROUNDS; round += 1) {
    const stands = await standing();
    await bring(stands);
    const difference = await firstDifference(readModels, fresh, collection);
    if (difference === undefined || (await standing()) === stands) return difference;
  }
  return 'too busy';
}

const PAGE = 500;

async function firstDifference(
  live: Pick<ReadModelStore, 'query'>,
  fresh: ReadModelStore,
  collection: CollectionSpec,
): Promise<string | undefined> {
  const [theirs, ours] = [walked(live, collection), walked(fresh, collection)];
  for (let number = 1; ; number += 1) {
    const [found, expected] = [await theirs.next(), await ours.next()];
    if (found.done === true || expected.done === true) {
      if (found.done === expected.done) return undefined;
      return `it holds ${found.done === true ? 'fewer' : 'more'} documents than the history tells`;
    }
    if (found.value !== expected.value)
      return `document ${String(number)} is not what the history tells; redress projections rebuild ${collection.name} mends it`;
  }
}

/** Of sums no order is meant: where somebody was erased, the labels came in another one. */
const inOrder = (document: object): object =>
  'amounts' in document && Array.isArray(document.amounts)
    ? { ...document, amounts: document.amounts.map((each) => canonicalJson(each)).toSorted() }
    : document;

async function* walked(
  readModels: Pick<ReadModelStore, 'query'>,
  collection: CollectionSpec,
): AsyncGenerator<string> {
  let cursor: string | undefined;
  do {
    const page = await readModels.query(collection, { limit: PAGE, ...(cursor !== undefined && { cursor }) });
    for (const document of page.items) yield canonicalJson(inOrder(document));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
