import { createDocumentCache, type DocumentCache } from './document-cache.ts';
import { BEGINNING, type Position } from '../primitives.ts';
import type {
  CollectionSpec,
  DocumentWrite,
  ReadModelStore,
  VersionedDocument,
} from '../read-model-store.ts';

/**
 * What a projection adds up over its documents. The sums stand in documents of the same collection, so with the same
 * checkpoint: when a document changes, what it added before is taken off and what it adds now is put on.
 */
export interface Sums<Document extends object> {
  /** What the document adds, and under which heading; `undefined`: nothing. */
  of(document: Document): Summed | undefined;
  /** In which of its documents a heading keeps a label, so that none of them grows with all the labels that there are. */
  part(label: string): string;
}

/** The heading is part of the documents' ids: stored contract. */
interface Summed {
  readonly heading: Readonly<Record<string, string>>;
  /** Whole numbers, by label. */
  readonly amounts: ReadonlyMap<string, number>;
}

/** One part of the sums under a heading; what adds up to nothing is not there. */
export interface SumDocument {
  readonly sum: Readonly<Record<string, string>> & { readonly part: string };
  readonly amounts: readonly (readonly [label: string, amount: number])[];
  /** Releases of parked events that are in here already, while their own documents may not be written yet. */
  readonly released?: readonly string[];
}

interface Change {
  readonly position: Position;
  readonly label: string;
  readonly by: number;
}

interface Gathered {
  readonly sum: SumDocument['sum'];
  readonly changes: Change[];
}

/** What has changed in the documents of one projection and is not added up yet, by the id of the document of its sum. */
export interface GatheredSums {
  readonly documents: DocumentCache;
  readonly gathered: Map<string, Gathered>;
}

export const gatherSums = (mostCached: number): GatheredSums => ({
  documents: createDocumentCache(mostCached),
  gathered: new Map(),
});

export function forgetSums({ documents, gathered }: GatheredSums): void {
  documents.clear();
  gathered.clear();
}

/** An event has changed a document. */
export function noteChange(
  sums: Sums<object>,
  { gathered }: Pick<GatheredSums, 'gathered'>,
  [before, after]: readonly [object | undefined, object | undefined],
  position: Position,
): void {
  for (const [{ heading }, label, by] of differences(before && sums.of(before), after && sums.of(after))) {
    const part = sums.part(label);
    const id = [...Object.values(heading), part].join('/');
    const home = gathered.get(id) ?? { sum: { ...heading, part }, changes: [] };
    gathered.set(id, home);
    home.changes.push({ position, label, by });
  }
}

type Difference = readonly [of: Summed, label: string, by: number];

function differences(taken: Summed | undefined, put: Summed | undefined): readonly Difference[] {
  if (taken === undefined || put === undefined || !isSame(taken.heading, put.heading))
    return [...allOf(taken, -1), ...allOf(put, 1)];
  return [...new Set([...taken.amounts.keys(), ...put.amounts.keys()])].flatMap((label): Difference[] => {
    const by = (put.amounts.get(label) ?? 0) - (taken.amounts.get(label) ?? 0);
    return by === 0 ? [] : [[put, label, by]];
  });
}

const allOf = (summed: Summed | undefined, sign: 1 | -1): readonly Difference[] =>
  summed === undefined
    ? []
    : [...summed.amounts].map(([label, amount]): Difference => [summed, label, sign * amount]);

const isSame = (one: Summed['heading'], other: Summed['heading']): boolean =>
  Object.entries(one).every(([name, value]) => other[name] === value);

/** Sums that have to be loaded before {@link addUp}. */
export const sumsToLoad = ({ gathered, documents }: GatheredSums): readonly string[] =>
  [...gathered.keys()].filter((id) => documents.get(id) === undefined);

/**
 * Adds up what has gathered. A sum is written before the documents that it is of, so after a crash it may know their
 * events already: what is not later than itself is passed over, as the guard passes over documents (D5).
 */
export function addUp({ gathered, documents }: GatheredSums): readonly DocumentWrite[] {
  for (const [id, { sum, changes }] of gathered) {
    const known = documents.get(id);
    const later = changes.filter(({ position }) => known === undefined || position > known.position);
    const last = later.at(-1);
    if (last === undefined) continue;
    documents.set(id, withAmounts(known?.document as SumDocument | undefined, sum, later), last.position);
  }
  gathered.clear();
  return documents.takeWrites();
}

function withAmounts(
  before: SumDocument | undefined,
  sum: SumDocument['sum'],
  changes: readonly Omit<Change, 'position'>[],
): SumDocument | undefined {
  const amounts = new Map(before?.amounts);
  for (const { label, by } of changes) {
    const amount = (amounts.get(label) ?? 0) + by;
    if (amount === 0) amounts.delete(label);
    else amounts.set(label, amount);
  }
  // A release that was interrupted begins again, and has to find its mark.
  const isEmpty = amounts.size === 0 && before?.released === undefined;
  return isEmpty ? undefined : { ...before, sum, amounts: [...amounts] };
}

interface Releasing {
  readonly readModels: Pick<ReadModelStore, 'load'>;
  readonly collection: CollectionSpec;
  readonly sums: Sums<object>;
}

interface SumsReleased {
  /** To be written before the documents. */
  readonly marked: readonly DocumentWrite[];
  /** And after them. */
  readonly plain: readonly DocumentWrite[];
}

/**
 * The sums when documents are written out of turn. Whoever is interrupted between the steps and begins again finds the
 * mark, and adds nothing twice.
 */
export async function sumsReleased(
  { readModels, collection, sums }: Releasing,
  writes: readonly DocumentWrite[],
  mark: string,
): Promise<SumsReleased> {
  const ids = writes.map(({ id }) => id);
  const stored = await readModels.load(collection, ids);
  const gathered: GatheredSums['gathered'] = new Map();
  for (const { id, document, position } of writes)
    noteChange(sums, { gathered }, [stored.get(id)?.document, document], position);
  const known = await readModels.load(collection, [...gathered.keys()]);
  const released = [...gathered].map(([id, change]) => sumReleased(id, change, known.get(id), mark));
  return {
    marked: released.flatMap(({ marked }) => marked ?? []),
    plain: released.map(({ plain }) => plain),
  };
}

function sumReleased(
  id: string,
  { sum, changes }: Gathered,
  known: VersionedDocument | undefined,
  mark: string,
): { readonly marked?: DocumentWrite; readonly plain: DocumentWrite } {
  const before = known?.document as SumDocument | undefined;
  const position = known?.position ?? changes.at(-1)?.position ?? BEGINNING;
  const marks = before?.released ?? [];
  if (before !== undefined && marks.includes(mark)) return { plain: unmarked(id, position, before, mark) };
  const after = withAmounts(before, sum, changes) ?? { sum, amounts: [] };
  const document = { ...after, released: [...marks, mark] };
  return {
    marked: { id, position, document, ...(known && { replaces: position }) },
    plain: unmarked(id, position, document, mark),
  };
}

/** Marks of other releases stay, which may have been interrupted and not begun again. */
function unmarked(
  id: string,
  position: Position,
  { sum, amounts, released = [] }: SumDocument,
  mark: string,
): DocumentWrite {
  const others = released.filter((each) => each !== mark);
  const document = { sum, amounts, ...(others.length > 0 && { released: others }) };
  const isEmpty = amounts.length === 0 && others.length === 0;
  return { id, position, replaces: position, document: isEmpty ? undefined : document };
}
