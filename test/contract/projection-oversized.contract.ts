import { expect, it } from 'vitest';
import { createProjectionRunner, ReadModelsUnavailable, type ReadModelStore } from '#event-sourcing';
import { append, runnerOptions, said, talks, type Talk } from './projection.fixtures.ts';
import type { ProjectionHarness } from './projection.harness.ts';

const MOST = 100;

/** What becomes of a document that outgrows what the store can hold. */
export function oversizedContract(harness: ProjectionHarness): void {
  /** As a store of documents of limited size. */
  const limited = (inner: ReadModelStore): ReadModelStore => {
    const fits = (document: object): boolean => JSON.stringify(document).length <= MOST;
    return {
      ...inner,
      fits,
      commit: (collection, batch, lease) =>
        batch.writes.some(({ document }) => document !== undefined && !fits(document))
          ? Promise.reject(new ReadModelsUnavailable('the document is too large'))
          : inner.commit(collection, batch, lease),
    };
  };
  const countOf = async (stream: string): Promise<number | undefined> =>
    ((await harness.readModels.get(talks.collection, stream)) as Talk | undefined)?.count;

  it('D8: an event that would make a document too large is parked, and all other streams go on', async () => {
    const options = { ...harness.live(limited(harness.readModels)), projections: [talks] };
    const running = harness.start(createProjectionRunner(options));
    await append(harness.store, 'case-1', said('a'.repeat(30)), said('b'.repeat(30)));
    await append(harness.store, 'case-2', said('small'));
    await append(harness.store, 'case-1', said('c'.repeat(30)));
    await append(harness.store, 'case-1', said('after'));
    await append(harness.store, 'case-2', said('later'));
    await harness.reached('talks@1');
    expect([await countOf('case-1'), await countOf('case-2')]).toEqual([2, 2]);
    expect(await harness.readModels.parked()).toMatchObject([
      { stream: 'case-1', reason: expect.stringMatching(/case-1 would become larger/) },
      { stream: 'case-1', reason: expect.stringMatching(/follows the parked event/) },
    ]);
    await running.stop();
  });

  it.each([
    ['at its end', 5_000],
    ['while it goes on folding', 1],
  ])('D8: a catch-up that meets such a document for the first time %s parks it at once', async (_, size) => {
    await append(harness.store, 'case-1', said('a'.repeat(60)), said('b'.repeat(60)), said('after'));
    await append(harness.store, 'case-2', said('small'));
    const options = {
      ...runnerOptions(harness.store, limited(harness.readModels)),
      projections: [talks],
      writeDocuments: size,
    };
    await createProjectionRunner({ ...options, batchSize: size === 1 ? 1 : 2_000 }).catchUp();
    expect([await countOf('case-1'), await countOf('case-2')]).toEqual([1, 1]);
    expect(await harness.readModels.parked()).toMatchObject([
      { stream: 'case-1', reason: expect.stringMatching(/case-1 would become larger/) },
      { stream: 'case-1', reason: expect.stringMatching(/follows the parked event/) },
    ]);
  });

  if (harness.onServer)
    it('a document of MongoDB fits when it is smaller than 16 MB', () => {
      const { fits } = harness.readModels;
      expect([1, 20].map((megabytes) => fits?.({ text: 'x'.repeat(megabytes * 2 ** 20) }))).toEqual([
        true,
        false,
      ]);
    });
}
