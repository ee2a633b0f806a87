import type { EventId, Instant, Position } from './primitives.ts';

/**
 * How a field can be filtered and sorted; `number` compares as a number. `texts` is a list: `equals` and `in` match when
 * one of its texts does, and it has no order.
 */
export type FieldKind = 'text' | 'texts' | 'number' | 'boolean';

/** One collection of documents, declared once and indexed in every adapter (design D6). */
export interface CollectionSpec {
  readonly name: string;
  readonly version: number;
  /** Dotted paths into the document that may be filtered or sorted on. */
  readonly fields: Readonly<Record<string, FieldKind>>;
  /** Compound indexes, as lists of declared fields; one of `texts` stands alone. The id is appended by the adapter. */
  readonly indexes: readonly (readonly string[])[];
  /**
   * The version before, where whoever reads this one can read its documents too: it answers until this version's copy
   * holds the whole history (D7). Absent: until then nobody is answered.
   */
  readonly earlier?: CollectionSpec;
  /** Exactly this copy of the collection, while it is rebuilt beside the live one (D7). Absent: the live one. */
  readonly generation?: number;
}

/**
 * Name of a collection's checkpoint, of its parked events, and of the lease of whoever feeds it.
 * `open-cases@1` is an alias that the store resolves to the live generation; `open-cases@1#2` is exactly that one.
 */
export function checkpointName({ name, version, generation }: CollectionSpec): string {
  return generation === undefined ? `${name}@${version}` : `${name}@${version}#${generation}`;
}

/** `undefined` field values never match; `isNull: true` matches absent ones. */
export interface Condition {
  readonly field: string;
  readonly equals?: string | number | boolean;
  readonly in?: readonly (string | number)[];
  readonly atLeast?: string | number;
  readonly below?: string | number;
  readonly isNull?: boolean;
}

export interface Query {
  readonly where?: readonly Condition[];
  /** Documents without the field come last; ties are broken by id, so pages never overlap. */
  readonly sort?: { readonly field: string; readonly direction: 'ascending' | 'descending' };
  /** In place of a sort: only documents written later than this, in the order in which they were last written. */
  readonly changedAfter?: Position;
  readonly limit: number;
  /** From an earlier page of the same query; anything else throws {@link InvalidCursor}. */
  readonly cursor?: string;
}

export interface Page<Document> {
  readonly items: readonly Document[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

/** A guarded write: applied only when the stored `position` is lower (design D5). */
export interface DocumentWrite {
  readonly id: string;
  readonly position: Position;
  /** `undefined` writes a tombstone. */
  readonly document: object | undefined;
  /** Instead of the guard: applied only while the stored position is exactly this one (a document folded anew). */
  readonly replaces?: Position;
}

/** Where somebody stands in the history: the last event that they have seen, by its place and by its id. */
export interface Checkpoint {
  readonly position: Position;
  /** Tells this event from another one that a restored history has given the same place to. */
  readonly event: EventId;
}

/** What a projection has folded since the last time. */
export interface FoldedBatch {
  /** Documents that have to be there before any of the others is: sums over them. */
  readonly first?: readonly DocumentWrite[];
  readonly writes: readonly DocumentWrite[];
  /** Events that could not be applied, and those that wait behind them. */
  readonly parked: readonly Omit<ParkedEvent, 'projection'>[];
  readonly checkpoint: Checkpoint;
}

export interface VersionedDocument {
  readonly document: object | undefined;
  readonly position: Position;
}

/** A lease with a fencing epoch: whoever took it later has the higher epoch, and writes of lower ones are refused. */
export interface Lease {
  readonly name: string;
  readonly holder: string;
  readonly epoch: number;
}

/** The one port to read models, checkpoints, leases and parked events (design D6). */
export interface ReadModelStore {
  /** Creates collection and indexes when missing; safe to repeat. What was never ensured reads as empty. */
  ensure(collection: CollectionSpec): Promise<void>;
  load(collection: CollectionSpec, ids: readonly string[]): Promise<ReadonlyMap<string, VersionedDocument>>;
  /** With a lease: throws {@link LeaseLost}, writing nothing, when a later epoch holds it. */
  write(collection: CollectionSpec, writes: readonly DocumentWrite[], lease?: Lease): Promise<void>;
  /**
   * A batch as one step: its parked events, its documents (`first` before `writes`) and its checkpoint (D5). Where a store has no transactions they
   * are written in this order, so that a checkpoint never stands without what it speaks for; what was interrupted is done
   * again from the old checkpoint, where parking again changes nothing and the guard passes over documents that were
   * written. Throws {@link LeaseLost}, with nothing or only such a beginning written, when a later epoch holds the lease.
   */
  commit(collection: CollectionSpec, batch: FoldedBatch, lease: Lease): Promise<void>;
  get(collection: CollectionSpec, id: string): Promise<object | undefined>;
  query(collection: CollectionSpec, query: Query): Promise<Page<object>>;
  count(collection: CollectionSpec, where?: readonly Condition[]): Promise<number>;
  /**
   * Removes every document, the checkpoint and the parked events of a collection, and takes the lease from whoever
   * feeds it, who then begins anew. A generation that is not live disappears altogether.
   * With its lease: throws {@link LeaseLost}, removing nothing, when a later epoch holds it, or has made it live.
   */
  drop(collection: CollectionSpec, lease?: Lease): Promise<void>;

  /**
   * Generations of one `name@version`: readers and {@link checkpointName} without a generation follow the live one.
   * Each of these is one atomic step, whoever else asks at the same time.
   */
  liveGeneration(collection: CollectionSpec): Promise<number>;
  /** The generation under construction; begins a new one when there is none. Numbers are never used twice. */
  beginGeneration(collection: CollectionSpec): Promise<number>;
  /** Makes the generation under construction the live one in one atomic step, if its checkpoint is not behind. */
  switchGeneration(collection: CollectionSpec, generation: number): Promise<SwitchOutcome>;

  /** BEGINNING when none was saved. */
  checkpoint(name: string): Promise<Position>;
  /** The same with the id of the event; `undefined` when none was saved. */
  lastSeen(name: string): Promise<Checkpoint | undefined>;
  /**
   * For whoever keeps nothing but a checkpoint. Throws {@link LeaseLost} when a later epoch has written or holds the lease.
   * Never moves backwards.
   */
  saveCheckpoint(name: string, checkpoint: Checkpoint, lease: Lease): Promise<void>;

  /**
   * Takes a free or expired lease, or renews one's own; `undefined` while somebody else holds it. Times in ms.
   * The holder must be unique to the process instance: a renewal keeps its epoch. With `takeOver` the lease changes
   * hands at once, and its former holder is fenced.
   */
  acquireLease(
    name: string,
    holder: string,
    ttlMillis: number,
    options?: { readonly takeOver?: boolean },
  ): Promise<Lease | undefined>;
  releaseLease(lease: Lease): Promise<void>;
  /**
   * Who holds which lease, by name, as far as it is not known to have expired. For sharing work out, never for safety:
   * only {@link acquireLease} says who may write.
   */
  holders(): Promise<ReadonlyMap<string, string>>;

  /** In log order; of one projection, or of all live ones. */
  parked(projection?: string): Promise<readonly ParkedEvent[]>;
  /** Takes one stream's parked events off the list, after they were applied or discarded. */
  unpark(projection: string, stream: string): Promise<void>;
  /**
   * Leaves nothing of what was changed or removed in the files, nor of copies that nobody feeds and that have not come to that
   * position; absent: a server's own business. False: tried in vain for now.
   */
  readonly scrub?: (upTo: Position) => Promise<boolean>;
  /** Whether a document is small enough to be stored; absent: any is. */
  readonly fits?: (document: object) => boolean;
  /** What time it is where the read models are kept, when that is another machine. */
  readonly clock?: () => Promise<Instant>;
  close(): Promise<void>;
}

/** `behind`: the live checkpoint is further; `superseded`: this is not the generation under construction (any more). */
export type SwitchOutcome = 'switched' | 'behind' | 'superseded';

/** An event that a projection could not apply, or one that follows it in the same stream (design D8). */
export interface ParkedEvent {
  /** As {@link checkpointName} gives it. */
  readonly projection: string;
  readonly stream: string;
  readonly position: Position;
  readonly reason: string;
}

export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';
}

/** The read models cannot serve at the moment; the sentence says what an operator should do. */
export class ReadModelsUnavailable extends Error {
  override readonly name = 'ReadModelsUnavailable';
}
