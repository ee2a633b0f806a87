import { eventHash, type EventStore, type StoredEvent } from '#event-sourcing';
import {
  consistencyProof,
  HistoryNotAsLogged,
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
  /**
   * Of each event, what shows that it stands in the log; undefined of what was recorded after the latest checkpoint. Throws
   * HistoryNotAsLogged where one should stand there and does not.
   */
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
      const signed = await standing();
      if (signed === undefined) return events.map(() => undefined);
      const { files, checkpoint, reached } = signed;
      // What was recorded later stands in no log yet, and is not looked for.
      const logged = events.filter(({ position }) => position <= reached.position);
      const sought = await Promise.all(logged.map((event) => soughtIn(store, reached, event)));
      const found = await inclusionsOf(files, checkpoint, sought);
      // Where some of the log is not signed yet, it may be that.
      if (reached.size === checkpoint.size && found.includes(undefined))
        throw new HistoryNotAsLogged(
          'An event does not stand in the log, and it should: it was changed or put in. redress verify tells more.',
        );
      return events.map((event) => found[logged.indexOf(event)]);
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
