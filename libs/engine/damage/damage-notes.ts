import {
  DAMAGE_FINDINGS,
  sentenceOf,
  type CollectionSpec,
  type Damage,
  type DamageFinding,
  type Instant,
  type Page,
  type Position,
  type ReadModelStore,
  type StreamName,
} from '#event-sourcing';
import type { Logger } from '#platform';

/** A finding as it is kept and told. */
export interface DamageNote {
  readonly stream: string;
  readonly finding: DamageFinding;
  readonly revision?: string;
  readonly position?: string;
  readonly event?: string;
  readonly type?: string;
  readonly message: string;
  readonly foundAt: Instant;
}

/**
 * What was found to be wrong with the history, by whoever came across it: one document for each kind of finding in a
 * stream. No fold: whoever verifies the history finds all of it again. Stored contract.
 */
const DAMAGE: CollectionSpec = {
  name: 'damage',
  version: 1,
  fields: { stream: 'text' },
  indexes: [['stream']],
};

const idOf = (stream: string, finding: DamageFinding): string => `${stream} ${finding}`;

/** How many findings a process remembers to have told. */
const MOST_TOLD = 10_000;

export interface DamageNotes {
  /** Tells the log, once in a process, and the list; never throws, and nobody waits for it. */
  readonly note: (damage: Damage) => void;
  /** Every finding is gone, or these are left. */
  replace(stream: StreamName, left: readonly Damage[]): Promise<void>;
  of(stream: StreamName): Promise<readonly DamageNote[]>;
  list(page: { readonly limit: number; readonly cursor?: string }): Promise<Page<DamageNote>>;
}

interface DamageNotesOptions {
  readonly readModels: Pick<ReadModelStore, 'ensure' | 'write' | 'load' | 'query'>;
  readonly log: Logger;
  readonly now: () => Instant;
}

export function createDamageNotes({ readModels, log, now }: DamageNotesOptions): DamageNotes {
  const told = new Set<string>();
  const write = async (damage: Damage): Promise<void> => {
    const foundAt = now();
    await readModels.ensure(DAMAGE);
    const document = noteOf(damage, foundAt);
    // A later moment is the later word on it.
    const position = foundAt as string as Position;
    await readModels.write(DAMAGE, [{ id: idOf(damage.stream, damage.finding), position, document }]);
  };
  const load = (stream: string) =>
    readModels.load(
      DAMAGE,
      DAMAGE_FINDINGS.map((finding) => idOf(stream, finding)),
    );
  const of = async (stream: string): Promise<readonly DamageNote[]> => {
    const found = await load(stream);
    return [...found.values()].flatMap(({ document }) => (document as DamageNote | undefined) ?? []);
  };
  return {
    note(damage) {
      const id = idOf(damage.stream, damage.finding);
      if (told.has(id)) return;
      if (told.size >= MOST_TOLD) told.clear();
      told.add(id);
      log.error(noteOf(damage, now()), 'the history of a stream is damaged; everything else goes on');
      write(damage).catch(() => told.delete(id));
    },
    async replace(stream, left) {
      for (const finding of DAMAGE_FINDINGS) told.delete(idOf(stream, finding));
      const found = await load(stream);
      const over = [...found]
        .filter(([, { document }]) => document !== undefined)
        .filter(([id]) => !left.some(({ finding }) => idOf(stream, finding) === id))
        .map(([id, { position }]) => ({ id, position, document: undefined, replaces: position }));
      if (over.length > 0) await readModels.write(DAMAGE, over);
      for (const damage of left) await write(damage);
    },
    of,
    list: async (page) =>
      (await readModels.query(DAMAGE, {
        ...page,
        sort: { field: 'stream', direction: 'ascending' },
      })) as Page<DamageNote>,
  };
}

const noteOf = (damage: Damage, foundAt: Instant): DamageNote => {
  const { stream, finding, revision, position, eventId, type } = damage;
  return {
    ...{ stream, finding, message: sentenceOf(damage), foundAt },
    ...(revision !== undefined && { revision: revision.toString() }),
    ...(position !== undefined && { position }),
    ...(eventId !== undefined && { event: eventId }),
    ...(type !== undefined && { type }),
  };
};
