import { assertReached } from '#engine';
import type { CollectionSpec, Position } from '#event-sourcing';
import type { ApiEngine } from '../options.ts';
import { catchingUp, later } from '../problems/index.ts';

/** Read your writes (D10): waits until the read models have seen the position. None: the history is always up to date. */
export async function awaitPosition(
  { store, waitFor }: Pick<ApiEngine, 'store' | 'waitFor'>,
  position: Position,
  readModels: readonly CollectionSpec[],
  millis: number,
): Promise<void> {
  // Nothing will ever reach a position that the history does not have, so nobody waits for it.
  await assertReached(store, position);
  if (await waitFor(position, millis, readModels)) return;
  throw later('not-caught-up', 'The lists have not caught up with that position yet.');
}

/** A list that lacks what is not filled in yet looks like the truth. */
export async function assertTrue(
  engine: Pick<ApiEngine, 'catchingUp'>,
  readModels: readonly CollectionSpec[],
): Promise<void> {
  const behind = await engine.catchingUp(readModels);
  if (behind.length > 0) throw catchingUp({ readModels: behind });
}
