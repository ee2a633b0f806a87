import { BEGINNING, type Position } from '../primitives.ts';
import { checkpointName, type CollectionSpec, type Lease, type ReadModelStore } from '../read-model-store.ts';

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
  return mark?.document !== undefined && checkpoint !== BEGINNING && checkpoint >= mark.position;
}

/** Removes a copy that is not live, with its mark. With its lease: throws LeaseLost when another holds it. */
export async function removeCopy(
  readModels: Pick<ReadModelStore, 'drop' | 'load' | 'write'>,
  copy: CollectionSpec,
  lease?: Lease,
): Promise<void> {
  await readModels.drop(copy, lease);
  const id = checkpointName(copy);
  const mark = (await readModels.load(ESTABLISHED, [id])).get(id);
  if (mark?.document === undefined) return;
  const { position } = mark;
  await readModels.write(ESTABLISHED, [{ id, position, document: undefined, replaces: position }]);
}

export async function establish(
  readModels: Pick<ReadModelStore, 'ensure' | 'write'>,
  copy: CollectionSpec,
  position: Position,
): Promise<void> {
  await readModels.ensure(ESTABLISHED);
  await readModels.write(ESTABLISHED, [{ id: checkpointName(copy), position, document: {} }]);
}
