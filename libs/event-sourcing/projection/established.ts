import { BEGINNING, type Position } from '../primitives.ts';
import { checkpointName, type CollectionSpec, type ReadModelStore } from '../read-model-store.ts';

/**
 * Which copies of read models have once held the whole history, and how far it went then. Stored contract: one document
 * per copy, `open-cases@1#0`. A copy that begins is empty and fills up; until it stands here nobody may take it for true.
 */
const ESTABLISHED: CollectionSpec = { name: 'established', version: 1, fields: {}, indexes: [] };

/** False for a copy that is still being filled, and for one that has lost everything since. */
export async function isEstablished(
  readModels: Pick<ReadModelStore, 'load'>,
  copy: CollectionSpec,
  checkpoint: Position,
): Promise<boolean> {
  const name = checkpointName(copy);
  const mark = (await readModels.load(ESTABLISHED, [name])).get(name);
  return mark !== undefined && checkpoint !== BEGINNING && checkpoint >= mark.position;
}

export async function establish(
  readModels: Pick<ReadModelStore, 'ensure' | 'write'>,
  copy: CollectionSpec,
  position: Position,
): Promise<void> {
  await readModels.ensure(ESTABLISHED);
  await readModels.write(ESTABLISHED, [{ id: checkpointName(copy), position, document: {} }]);
}
