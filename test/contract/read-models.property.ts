import { expect, it } from 'vitest';
import fc from 'fast-check';
import { runs } from '#event-sourcing/testing';
import { type CollectionSpec, type Position, type ReadModelStore } from '#event-sourcing';

/** A fold in miniature: an event adds to a document or removes it; the runner's rule decides what is new. */
interface Fact {
  readonly key: string;
  readonly change: number | 'remove';
}

const place = (index: number): Position => String(index + 1).padStart(10, '0') as Position;
const ids = ['a', 'b', 'c'];
const facts = fc.array(
  fc.record({
    key: fc.constantFrom(...ids),
    change: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant('remove' as const)),
  }),
  { minLength: 1, maxLength: 40 },
);
/** Where a batch begins, how long it is, and whether it is delivered twice. */
const batches = fc.array(
  fc.record({ back: fc.nat(5), length: fc.integer({ min: 1, max: 12 }), twice: fc.boolean() }),
);

interface Batch {
  readonly facts: readonly Fact[];
  readonly from: number;
  readonly to: number;
}

async function applyBatch(
  store: ReadModelStore,
  collection: CollectionSpec,
  { facts: all, from, to }: Batch,
): Promise<void> {
  const loaded = await store.load(collection, ids);
  const touched = new Map<string, { document: { sum: number } | undefined; position: Position }>();
  all.slice(from, to).forEach(({ key, change }, index) => {
    const position = place(from + index);
    const known =
      touched.get(key) ??
      (loaded.get(key) as { document: { sum: number } | undefined; position: Position } | undefined);
    if (known !== undefined && known.position >= position) return;
    const document = change === 'remove' ? undefined : { sum: (known?.document?.sum ?? 0) + change };
    touched.set(key, { document, position });
  });
  await store.write(
    collection,
    [...touched].map(([id, entry]) => ({ id, ...entry })),
  );
}

/** Property: however the log is cut into batches, and whichever are repeated, the documents are the same. */
export function appliesBatchesOnce(store: () => ReadModelStore): void {
  let run = 0;
  const collection = (): CollectionSpec => ({
    name: `fold-${(run += 1)}`,
    version: 1,
    fields: { sum: 'number' },
    indexes: [],
  });

  it('gives the same documents for any batches, overlapping or repeated', async () => {
    await fc.assert(
      fc.asyncProperty(facts, batches, async (all, cuts) => {
        const [whole, cut] = [collection(), collection()];
        for (const each of [whole, cut]) await store().ensure(each);
        await applyBatch(store(), whole, { facts: all, from: 0, to: all.length });
        let done = 0;
        for (const { back, length, twice } of [...cuts, { back: 0, length: all.length, twice: true }]) {
          const from = Math.max(done - back, 0);
          for (let time = 0; time < (twice ? 2 : 1); time += 1)
            await applyBatch(store(), cut, { facts: all, from, to: from + length });
          done = Math.max(done, Math.min(from + length, all.length));
        }
        expect(await store().load(cut, ids)).toEqual(await store().load(whole, ids));
      }),
      { numRuns: runs(20) },
    );
  });
}
