import {
  BEGINNING,
  type Checkpoint,
  type CollectionSpec,
  type EventId,
  type Lease,
  type Position,
  type SwitchOutcome,
} from '#event-sourcing';

/**
 * All that is known about one projection beside its documents, in one small document of the collection `control`, so
 * that every change is a single-document update. Functions here are pure; {@link ControlStore} makes their results true
 * by compare-and-set on `revision`. Stored contract: field names are read by later versions.
 */
export interface Control {
  /** New with every change, and never the same again, also after a restore; absent while nothing is stored. */
  readonly revision?: string;
  readonly live: number;
  readonly building: number | null;
  /** The highest generation number given out. */
  readonly last: number;
  /** The highest fencing epoch given out, of any generation. */
  readonly epoch: number;
  /** By generation; `alias` for a lease on the name alone. A released lease is gone. */
  readonly leases: Readonly<Record<string, StoredLease>>;
  /** By generation. */
  readonly copies: Readonly<Record<string, Copy>>;
}

export interface StoredLease {
  readonly holder: string;
  readonly epoch: number;
  /** Counts renewals: whoever sees it stand still for the whole time to live knows that the holder is gone. */
  readonly beat: number;
  readonly ttlMillis: number;
  /** By the holder's clock, in milliseconds since the epoch of Unix. */
  readonly renewedAt: number;
}

export interface Copy {
  /** Name of the collection that holds the documents; a drop moves to a new one. */
  readonly home: string;
  /** The checkpoint, and which event stands there; absent while none was saved. */
  readonly position: Position;
  readonly event?: EventId;
  /** The furthest position that a reader may have seen in a document; it runs ahead of the checkpoint during a batch. */
  readonly shown: Position;
}

/** A change to make true, or none; and the answer, once it is. */
export interface Step<Result> {
  readonly next?: Control;
  readonly result: Result;
}

export const NOTHING: Control = { live: 0, building: null, last: 0, epoch: 0, leases: {}, copies: {} };

/** Where a name points: `open-cases@1#2` is a generation, `open-cases@1` whichever is live. */
export interface Slot {
  readonly alias: string;
  readonly generation: number | undefined;
}

export function slotOf(name: string): Slot {
  const [, alias = name, generation] = /^(.*)#(\d+)$/.exec(name) ?? [];
  return { alias, generation: generation === undefined ? undefined : Number(generation) };
}

export const slotOfCollection = ({ name, version, generation }: CollectionSpec): Slot => ({
  alias: `${name}@${version}`,
  generation,
});

export function copyOf(control: Control, { alias, generation = control.live }: Slot): Copy {
  const home = `${alias}#${generation}`;
  return control.copies[generation] ?? { home, position: BEGINNING, shown: BEGINNING };
}

const later = (one: Position, other: Position): Position => (one > other ? one : other);

const withCopy = (control: Control, generation: number, copy: Copy): Control => ({
  ...control,
  copies: { ...control.copies, [generation]: copy },
});

export interface Wanted {
  readonly slot: Slot;
  readonly holder: string;
  readonly takeOver: boolean;
  readonly ttlMillis: number;
  readonly now: number;
  /** An epoch that is worth nothing any more, because the server has lost what was written under it. */
  readonly voided: number;
  readonly expired: (lease: StoredLease) => boolean;
}

const ALIAS = 'alias';
const keyOf = ({ generation }: Slot): string => (generation === undefined ? ALIAS : String(generation));

export function acquire(control: Control, wanted: Wanted): Step<StoredLease | undefined> {
  const { slot, holder, ttlMillis, now, voided } = wanted;
  const current = control.leases[keyOf(slot)];
  const renews = current?.holder === holder && current.epoch > voided;
  if (
    current !== undefined &&
    !renews &&
    !wanted.takeOver &&
    current.holder !== holder &&
    !wanted.expired(current)
  )
    return { result: undefined };
  const epoch = renews ? current.epoch : Math.max(nextEpoch(control, now), voided + 1);
  const lease = { holder, epoch, beat: (current?.beat ?? 0) + 1, ttlMillis, renewedAt: now };
  const leases = { ...control.leases, [keyOf(slot)]: lease };
  return { next: { ...control, epoch: Math.max(epoch, control.epoch), leases }, result: lease };
}

/** The first one comes from the clock: epochs go on rising even if this document was lost and the documents were not. */
const nextEpoch = ({ epoch }: Control, now: number): number => (epoch === 0 ? Math.floor(now) : epoch + 1);

/** Every lease with its name, whether it has expired or not. */
export const leasesOf = (alias: string, { leases }: Control): readonly (readonly [string, StoredLease])[] =>
  Object.entries(leases).map(([key, lease]) => [key === ALIAS ? alias : `${alias}#${key}`, lease]);

export const isHeld = (control: Control, { name, holder, epoch }: Lease): boolean => {
  const current = control.leases[keyOf(slotOf(name))];
  return current?.holder === holder && current.epoch === epoch;
};

export function release(control: Control, lease: Lease): Step<undefined> {
  if (!isHeld(control, lease)) return { result: undefined };
  return {
    next: { ...control, leases: without(control.leases, keyOf(slotOf(lease.name))) },
    result: undefined,
  };
}

const without = <Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([each]) => each !== key));

/** Before documents are written: readers may see up to this position from now on. */
export function show(control: Control, slot: Slot, position: Position): Step<Copy> {
  const copy = copyOf(control, slot);
  if (position <= copy.shown) return { result: copy };
  const result = { ...copy, shown: position };
  return { next: withCopy(control, slot.generation ?? control.live, result), result };
}

/** After they are written. Never backwards. */
export function save(control: Control, slot: Slot, { position, event }: Checkpoint): Step<Copy> {
  const copy = copyOf(control, slot);
  if (position <= copy.position) return { result: copy };
  const result = { ...copy, position, event, shown: later(position, copy.shown) };
  return { next: withCopy(control, slot.generation ?? control.live, result), result };
}

/**
 * In a home that never was: should this document have been lost, its numbers begin again, and what an earlier copy with
 * the same number has left must not mix with the new one.
 */
export function beginGeneration(control: Control, alias: string, now: number): Step<number> {
  if (control.building !== null) return { result: control.building };
  const building = control.last + 1;
  const epoch = nextEpoch(control, now);
  const home = `${alias}#${building}.${epoch}`;
  const next = { ...control, building, last: building, epoch };
  return {
    next: withCopy(next, building, { home, position: BEGINNING, shown: BEGINNING }),
    result: building,
  };
}

/** Compared with what readers may have seen, not with the checkpoint alone: else they could go back in time. */
export function switchGeneration(control: Control, alias: string, generation: number): Step<SwitchOutcome> {
  if (control.building !== generation) return { result: 'superseded' };
  const fresh = copyOf(control, { alias, generation });
  const live = copyOf(control, { alias, generation: undefined });
  if (fresh.position < later(live.position, live.shown)) return { result: 'behind' };
  return { next: { ...control, live: generation, building: null }, result: 'switched' };
}

export interface Dropped {
  readonly generation: number;
  /** What held the documents until now, and what holds them from now on: absent for a copy that was not live. */
  readonly before: string;
  readonly after?: string;
}

/** One step for everything: checkpoint, lease and documents (which get a new home) are gone together, or none is. */
export function drop(control: Control, slot: Slot, now: number): Step<Dropped> {
  const { alias, generation = control.live } = slot;
  const epoch = nextEpoch(control, now);
  const before = copyOf(control, { alias, generation }).home;
  const leases = without(control.leases, String(generation));
  if (generation !== control.live) {
    const building = control.building === generation ? null : control.building;
    const copies = without(control.copies, String(generation));
    return { next: { ...control, epoch, leases, copies, building }, result: { generation, before } };
  }
  const after = `${alias}#${generation}.${epoch}`;
  const next = withCopy({ ...control, epoch, leases }, generation, {
    home: after,
    position: BEGINNING,
    shown: BEGINNING,
  });
  return { next, result: { generation, before, after } };
}
