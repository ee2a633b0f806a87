import type { EventStore, StoredEvent } from '../event-store.ts';
import type { EventId } from '../primitives.ts';
import type { Checkpoint, CollectionSpec, ReadModelStore } from '../read-model-store.ts';

/**
 * The furthest event that any read model was folded from, with its id: no checkpoint is beyond it. A history that was
 * restored from a backup has another event in its place, or none. Stored contract.
 */
const WITNESS: CollectionSpec = { name: 'witness', version: 1, fields: {}, indexes: [] };
const WITNESS_ID = 'history';

/** Notes an event before anything of it is folded; of two, the later one stays. */
export function bearingWitness(
  readModels: Pick<ReadModelStore, 'ensure' | 'write'>,
): (event: StoredEvent) => Promise<void> {
  let ensured = false;
  return async ({ position, id }) => {
    if (!ensured) await readModels.ensure(WITNESS);
    // Until it is written once more: it may have been lost with everything else.
    ensured = false;
    await readModels.write(WITNESS, [{ id: WITNESS_ID, position, document: { event: id } }]);
    ensured = true;
  };
}

export async function witnessOf(readModels: Pick<ReadModelStore, 'load'>): Promise<Checkpoint | undefined> {
  const found = (await readModels.load(WITNESS, [WITNESS_ID])).get(WITNESS_ID);
  const document = found?.document as { readonly event: EventId } | undefined;
  return document && found && { position: found.position, event: document.event };
}

/** Whether the history still holds what the read models were folded from. */
export const isBorneOut = async (
  store: Pick<EventStore, 'at'>,
  { position, event }: Checkpoint,
): Promise<boolean> => (await store.at(position))?.id === event;
