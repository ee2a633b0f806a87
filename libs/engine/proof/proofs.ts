import { eventHash, type EventStore, type StoredEvent } from '#event-sourcing';
import {
  consistencyProof,
  inclusionsOf,
  latestCheckpoint,
  LogDamaged,
  nodesFrom,
  type Checkpoint,
  type Hash,
  type InclusionProof,
  type LogFiles,
  type ProofFolder,
  type Reached,
  type Sought,
} from '#proof';

/** What the log shows to others, as far as it is signed. Each throws LogDamaged. */
export interface Proofs {
  /** Of the first so many events, what shows that they begin those of the other size; undefined beyond what is signed. */
  consistency(from: number, to: number): Promise<readonly Hash[] | undefined>;
  /** Of each event, what shows that it stands in the log; undefined of what was recorded after the latest checkpoint. */
  inclusions(events: readonly StoredEvent[]): Promise<readonly (InclusionProof | undefined)[]>;
  /** The log as it is signed; undefined while nothing is. */
  signed(): Promise<SignedLog | undefined>;
}

interface SignedLog {
  readonly files: LogFiles;
  readonly checkpoint: Checkpoint;
}

export function createProofs(folder: ProofFolder, store: Pick<EventStore, 'countAfter'>): Proofs {
  const standing = async () => {
    const checkpoint = await latestCheckpoint(folder);
    if (checkpoint === undefined) return undefined;
    // Noted before it is signed: it goes as far.
    const reached = await folder.reached();
    if (reached === undefined || reached.size < checkpoint.size)
      throw new LogDamaged('reached.json of the log goes less far than its checkpoint');
    return { files: { tile: folder.tile, size: reached.size }, checkpoint, reached };
  };
  return {
    signed: standing,
    async consistency(from, to) {
      const found = await standing();
      if (found === undefined || from > to || to > found.checkpoint.size) return undefined;
      return consistencyProof(nodesFrom(folder.tile, found.files.size), from, to);
    },
    async inclusions(events) {
      const found = await standing();
      if (found === undefined) return events.map(() => undefined);
      const { files, checkpoint, reached } = found;
      const sought = await Promise.all(events.map((event) => soughtIn(store, reached, event)));
      return inclusionsOf(files, checkpoint, sought);
    },
  };
}

/** A store that can count tells how far from the end of the log an event stands. */
async function soughtIn(
  store: Pick<EventStore, 'countAfter'>,
  { size, position }: Reached,
  event: StoredEvent,
): Promise<Sought> {
  const hash = eventHash(event);
  const [behind, beyond] = [await store.countAfter?.(event.position), await store.countAfter?.(position)];
  return behind === undefined || beyond === undefined
    ? { hash }
    : { hash, near: size - 1 - (behind - beyond) };
}
