import { randomUUID } from 'node:crypto';
import { type Checkpoint, type Lease, type Position } from '#event-sourcing';
import { ReadPreference, type Collection, type Db } from 'mongodb';
import { systemTiming } from '#timing';
import * as control from './control.ts';
import type { Control, Copy, Slot, Step } from './control.ts';
import { isDuplicate } from './errors.ts';
import { LeaseWatch, type Clocks } from './lease-watch.ts';

interface LeaseRequest {
  readonly name: string;
  readonly holder: string;
  readonly ttlMillis: number;
  readonly takeOver: boolean;
}

/** The control documents, changed by compare-and-set. */
export interface ControlStore {
  /** As it was when this process last saw it; to be verified by whoever relies on it. */
  known(alias: string): Control | undefined;
  read(alias: string): Promise<Control>;
  readAll(aliases: readonly string[]): Promise<ReadonlyMap<string, Control>>;
  change<Result>(alias: string, step: (control: Control) => Step<Result>): Promise<Result>;
  /**
   * Throws {@link LeaseLost} unless the lease holds; returns the copy. With `shows`, readers may see documents up to
   * that position from now on; with `saves`, it becomes the checkpoint.
   */
  fenced(slot: Slot, lease: Lease, step: { shows?: Position; saves?: Checkpoint }): Promise<Copy>;
  acquire(request: LeaseRequest): Promise<Lease | undefined>;
  holders(): Promise<ReadonlyMap<string, string>>;
}

type StoredControl = Control & { readonly _id: string };

export function controlStore(database: Db, clocks: Clocks): ControlStore {
  const documents = new ControlDocuments(database);
  const leases = new LeaseWatch(clocks);
  return {
    known: (alias) => documents.known.get(alias),
    read: (alias) => documents.read(alias),
    readAll: (aliases) => documents.readAll(aliases),
    change: (alias, step) => documents.change(alias, step),
    async fenced(slot, lease, { shows, saves }) {
      const { alias } = control.slotOf(lease.name);
      if (alias !== slot.alias) leases.assertHeld(await documents.read(alias), lease);
      const step = (current: Control): Step<Copy | undefined> => {
        if (alias === slot.alias && !control.isHeld(current, lease)) return { result: undefined };
        if (leases.wentBack(lease, control.copyOf(current, slot))) return { result: undefined };
        if (shows !== undefined) return control.show(current, slot, shows);
        if (saves !== undefined) return control.save(current, slot, saves);
        return { result: control.copyOf(current, slot) };
      };
      const copy = await documents.change(slot.alias, step, { optimistic: true });
      if (copy === undefined) throw leases.lost(lease);
      leases.remember(lease, copy);
      return copy;
    },
    async acquire({ name, ...wanted }) {
      const slot = control.slotOf(name);
      const lease = await documents.change(slot.alias, (current) =>
        control.acquire(current, { slot, ...wanted, ...leases.judge(name) }),
      );
      if (lease === undefined) return undefined;
      leases.sighted(name, lease);
      return { name, holder: wanted.holder, epoch: lease.epoch };
    },
    async holders() {
      const all = [...(await documents.readAll())].flatMap(([alias, each]) => control.leasesOf(alias, each));
      const held = all.filter(([name, lease]) => !leases.judge(name).expired(lease));
      return new Map(held.map(([name, { holder }]) => [name, holder]));
    },
  };
}

interface ChangeOptions {
  /** Try on the control document as it was last seen: right as long as nobody else has changed it. */
  readonly optimistic?: boolean;
}

/** Reads go to the primary, at its newest state: what is based on an older one fails the comparison. */
class ControlDocuments {
  readonly known = new Map<string, Control>();
  readonly #collection: Collection<StoredControl>;

  constructor(database: Db) {
    this.#collection = database.collection<StoredControl>('control', {
      readPreference: ReadPreference.primary,
      readConcern: { level: 'local' },
    });
  }

  async read(alias: string): Promise<Control> {
    return (await this.readAll([alias])).get(alias) ?? control.NOTHING;
  }

  /** Without aliases: all there are. */
  async readAll(aliases?: readonly string[]): Promise<Map<string, Control>> {
    const found = new Map<string, Control>();
    const filter = aliases === undefined ? {} : { _id: { $in: [...aliases] } };
    for (const { _id, ...current } of await this.#collection.find(filter).toArray()) found.set(_id, current);
    for (const alias of aliases ?? found.keys()) this.known.set(alias, found.get(alias) ?? control.NOTHING);
    return found;
  }

  async change<Result>(
    alias: string,
    step: (current: Control) => Step<Result>,
    { optimistic = false }: ChangeOptions = {},
  ): Promise<Result> {
    const known = optimistic ? this.known.get(alias) : undefined;
    if (known !== undefined) {
      const { next, result } = step(known);
      if (next !== undefined && (await this.#swap(alias, known, next))) return result;
    }
    for (let conflicts = 0; ; conflicts += 1) {
      const current = await this.read(alias);
      const { next, result } = step(current);
      if (next === undefined || (await this.#swap(alias, current, next))) return result;
      await systemTiming.sleep(Math.random() * Math.min(2 ** conflicts, 64));
    }
  }

  async #swap(alias: string, from: Control, to: Control): Promise<boolean> {
    const next = { ...to, revision: randomUUID() };
    if (from.revision === undefined) {
      if (!(await this.#insert({ _id: alias, ...next }))) return false;
    } else {
      const { matchedCount } = await this.#collection.replaceOne(
        { _id: alias, revision: from.revision },
        next,
      );
      if (matchedCount === 0) return false;
    }
    this.known.set(alias, next);
    return true;
  }

  async #insert(document: StoredControl): Promise<boolean> {
    try {
      await this.#collection.insertOne(document);
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }
}
