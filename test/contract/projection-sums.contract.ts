import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  BEGINNING,
  checkpointName,
  createProjectionRunner,
  rebuild,
  type Lease,
  type Projection,
  type ReadModelStore,
  type SumDocument,
  type Sums,
} from '#event-sourcing';
import { runs, sumsOver } from '#event-sourcing/testing';
import { append, poison, runnerOptions, said } from './projection.fixtures.ts';
import type { ProjectionHarness } from './projection.harness.ts';

/** A case stands in the month that was named last, with every word that was said in it. */
interface Spoken {
  readonly month: string;
  readonly words: readonly string[];
}

const sums: Sums<Spoken> = {
  of({ month, words }) {
    const amounts = new Map([['cases', 1]]);
    for (const word of words) amounts.set(word, (amounts.get(word) ?? 0) + 1);
    return { heading: { month }, amounts };
  },
  part: (label) => (label === 'cases' ? 'few' : 'words'),
};

const spoken: Projection<Spoken> = {
  collection: { name: 'spoken', version: 1, fields: { 'sum.month': 'text' }, indexes: [['sum.month']] },
  keys: ({ stream }) => [stream],
  evolve(document, event) {
    const { word, month } = event.data as { readonly word: string; readonly month: string };
    if (poison.has(word)) throw new TypeError(`cannot make sense of ${word}`);
    return word === 'goodbye' ? undefined : { month, words: [...(document?.words ?? []), word] };
  },
  sums,
};

const STREAMS = ['case-1', 'case-2', 'case-3'];
const MONTHS = ['May', 'June'];
const SUMS = MONTHS.flatMap((month) => [`${month}/few`, `${month}/words`]);

type Amounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What is kept, and what the documents add up to. */
async function sumsIn(readModels: ReadModelStore): Promise<{ kept: Amounts; counted: Amounts }> {
  const amounts = (sums: Iterable<readonly [string, SumDocument]>): Amounts =>
    Object.fromEntries([...sums].map(([id, { amounts: all }]) => [id, Object.fromEntries(all)]));
  const stored = async <Of extends object>(ids: readonly string[]): Promise<readonly [string, Of][]> =>
    [...(await readModels.load(spoken.collection, ids))].flatMap(([id, { document }]) =>
      document === undefined ? [] : [[id, document as Of]],
    );
  const documents = (await stored<Spoken>(STREAMS)).map(([, document]) => document);
  return { kept: amounts(await stored<SumDocument>(SUMS)), counted: amounts(sumsOver(sums, documents)) };
}

class Crash extends Error {}

/** A store that has no transactions, and a process that dies in the middle of a batch: after so many writes. */
function dyingAfter(inner: ReadModelStore, writes: number): ReadModelStore {
  let left = writes;
  const once = async (work: () => Promise<void>): Promise<void> => {
    if (left === 0) throw new Crash('died');
    left -= 1;
    await work();
  };
  return {
    ...inner,
    write: (...args) => once(() => inner.write(...args)),
    async commit(collection, { first = [], ...batch }, lease: Lease) {
      for (const each of [...first, ...batch.writes])
        await once(() => inner.write(collection, [each], lease));
      await once(() => inner.commit(collection, { ...batch, writes: [] }, lease));
    },
  };
}

/** What is added up over documents is always what they add up to. */
export function sumsContract(harness: ProjectionHarness): void {
  describe('sums', () => {
    const runnerOn = (readModels: ReadModelStore, batchSize = 2_000) =>
      createProjectionRunner({
        ...runnerOptions(harness.store, readModels),
        projections: [spoken],
        batchSize,
        writeDocuments: 1,
      });
    const expectExact = async (readModels = harness.readModels): Promise<Amounts> => {
      const { kept, counted } = await sumsIn(readModels);
      expect(kept).toEqual(counted);
      return kept;
    };

    beforeEach(async () => {
      await append(harness.store, 'case-1', said('one'), said('two'), said('one', 'June'));
      await append(harness.store, 'case-2', said('one'), said('two'));
      await append(harness.store, 'case-3', said('three'), said('goodbye'));
    });

    it('REP-3: follow their documents when these change, move under another heading, and disappear', async () => {
      await runnerOn(harness.readModels).catchUp();
      expect(await expectExact()).toEqual({
        ...{ 'May/few': { cases: 1 }, 'May/words': { one: 1, two: 1 } },
        ...{ 'June/few': { cases: 1 }, 'June/words': { one: 2, two: 1 } },
      });
      const running = harness.start(createProjectionRunner({ ...harness.live(), projections: [spoken] }));
      await append(harness.store, 'case-1', said('goodbye'));
      await append(harness.store, 'case-2', said('four'));
      await harness.reached(checkpointName(spoken.collection));
      await running.stop();
      expect(await expectExact()).toEqual({
        ...{ 'May/few': { cases: 1 }, 'May/words': { one: 1, two: 1, four: 1 } },
      });
    });

    it('REP-3: are exact wherever a process dies, on stores without transactions too (property)', async () => {
      const crashes = fc.array(
        fc.record({
          ...{ after: fc.nat(8), batchSize: fc.integer({ min: 1, max: 9 }) },
          ...{ stream: fc.constantFrom(...STREAMS), month: fc.constantFrom(...MONTHS) },
        }),
        {
          maxLength: 4,
        },
      );
      await fc.assert(
        fc.asyncProperty(crashes, fc.integer({ min: 1, max: 9 }), async (all, batchSize) => {
          const { readModels } = await harness.fresh();
          for (const crash of all) {
            await runnerOn(dyingAfter(readModels, crash.after), crash.batchSize)
              .catchUp()
              .catch((error: unknown) => {
                if (!(error instanceof Crash)) throw error;
              });
            await append(harness.store, crash.stream, said('more', crash.month));
          }
          await runnerOn(readModels, batchSize).catchUp();
          expect(Object.keys(await expectExact(readModels))).not.toEqual([]);
        }),
        { numRuns: runs(harness.onServer ? 8 : 25) },
      );
    });

    describe('after a release', () => {
      beforeEach(async () => {
        poison.add('two');
        await runnerOn(harness.readModels).catchUp();
        expect(await harness.readModels.parked()).toHaveLength(3);
        poison.clear();
      });
      const release = (readModels: ReadModelStore, stream: string) =>
        runnerOn(readModels).release(checkpointName(spoken.collection), stream);

      it('D8: hold what was released', async () => {
        expect(await expectExact()).not.toHaveProperty(['June/few']);
        await release(harness.readModels, 'case-1');
        expect(await expectExact()).toHaveProperty(['June/words'], { one: 2, two: 1 });
        const sums = await harness.readModels.load(spoken.collection, SUMS);
        for (const { document } of sums.values()) expect(document).not.toHaveProperty('released');
      });

      it.each([1, 2])(
        'D8: hold it once when it was interrupted after %i writes and begun again',
        async (writes) => {
          await expect(release(dyingAfter(harness.readModels, writes), 'case-1')).rejects.toThrow(Crash);
          await release(harness.readModels, 'case-2');
          await release(harness.readModels, 'case-1');
          expect(await expectExact()).toEqual({
            ...{ 'May/few': { cases: 1 }, 'May/words': { one: 1, two: 1 } },
            ...{ 'June/few': { cases: 1 }, 'June/words': { one: 2, two: 1 } },
          });
        },
      );
    });

    it('D8: know nothing of an event that was parked because its document became too large', async () => {
      const fits = (document: object): boolean => JSON.stringify(document).length <= 60;
      await append(harness.store, 'case-2', said('x'.repeat(50)), said('after'));
      const limited = dyingAfter(harness.readModels, Number.MAX_SAFE_INTEGER);
      await runnerOn({ ...limited, fits }).catchUp();
      expect(await harness.readModels.parked()).toHaveLength(2);
      expect(await expectExact()).toHaveProperty(['May/words'], { one: 1, two: 1 });
    });

    it('D7: are in a rebuilt copy as they are in the live one', async () => {
      await runnerOn(harness.readModels).catchUp();
      const before = await expectExact();
      const options = runnerOptions(harness.store, harness.readModels, 'two');
      expect(await rebuild({ ...options, projection: spoken })).toMatchObject({ outcome: 'switched' });
      expect(await expectExact()).toEqual(before);
      expect(await harness.readModels.checkpoint(checkpointName(spoken.collection))).not.toBe(BEGINNING);
    });
  });
}
