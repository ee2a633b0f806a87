import { beforeEach, describe, expect, it } from 'vitest';
import {
  BEGINNING,
  createProjectionRunner,
  createServing,
  type CollectionSpec,
  type EventStore,
  type Projection,
  type Serving,
} from '#event-sourcing';
import { append, runnerOptions, said, talks, type Talk } from './projection.fixtures.ts';
import type { ProjectionHarness } from './projection.harness.ts';

/** Two programs at once: the newer one has raised the version, and can read what the older one has written. */
export function handoverContract(harness: ProjectionHarness): void {
  const talks2: Projection<Talk> = {
    ...talks,
    collection: { ...talks.collection, version: 2, earlier: talks.collection },
  };
  const BY_COUNT = { sort: { field: 'count', direction: 'descending' } } as const;

  describe('a new version of a read model', () => {
    let serving: Serving;
    const versions = async (...all: readonly Serving[]): Promise<readonly number[]> =>
      Promise.all(all.map(async (each) => (await each.of(talks2.collection)).version));
    const read = async (collection: CollectionSpec = talks2.collection): Promise<readonly object[]> =>
      (await serving.reads.query(collection, { ...BY_COUNT, limit: 10 })).items;
    const program = (projection: Projection<Talk>, holder: string) => ({
      ...runnerOptions(harness.store, harness.readModels, holder),
      projections: [projection],
      batchSize: 1,
    });
    const livingProgram = (projection: Projection<Talk>, holder: string) => ({
      ...harness.live(harness.connect(), holder),
      projections: [projection],
    });

    beforeEach(async () => {
      serving = createServing(harness.readModels);
      await harness.writeHistory(9);
      await createProjectionRunner(program(talks, 'old')).catchUp();
    });

    it('D7: leaves the answers to the one before until it holds everything, then answers in one step', async () => {
      const before = await read(talks.collection);
      expect(before).toHaveLength(3);
      const other = createServing(harness.connect());
      expect(await versions(serving, other)).toEqual([1, 1]);
      expect(await read()).toEqual(before);

      const filling = createProjectionRunner(program(talks2, 'new'));
      const head = await harness.store.head();
      await append(harness.store, 'case-1', said('more'));
      const [first] = await harness.store.readAll(BEGINNING, 1);
      await filling.catchUp(first?.position);
      expect(await versions(serving, other)).toEqual([1, 1]);
      expect([await read(), await serving.checkpoint(talks2.collection)]).toEqual([before, head]);

      await filling.catchUp();
      expect(await versions(serving, other)).toEqual([2, 2]);
      expect(await serving.checkpoint(talks2.collection)).toBe(await harness.store.head());
      expect(await read()).not.toEqual(before);
    });

    it('takes over only when it is not behind the one before, which others still feed', async () => {
      const head = await harness.store.head();
      let overtaken = false;
      const store: EventStore = Object.assign(Object.create(harness.store) as EventStore, {
        head: () => harness.store.head(),
        readStream: harness.store.readStream.bind(harness.store),
        subscribe: harness.store.subscribe.bind(harness.store),
        async readAll(...asked: Parameters<EventStore['readAll']>) {
          if (!overtaken) {
            overtaken = true;
            await append(harness.store, 'case-1', said('seen by the old one first'));
            await createProjectionRunner(program(talks, 'old')).catchUp();
          }
          return harness.store.readAll(...asked);
        },
      });
      await createProjectionRunner({ ...program(talks2, 'new'), store }).catchUp(head);
      expect(await harness.readModels.checkpoint('talks@2')).toBe(head);
      expect(await versions(serving)).toEqual([1]);
      await createProjectionRunner(program(talks2, 'new')).catchUp();
      expect(await versions(serving)).toEqual([2]);
    });

    it('is never left again, and a page of the one before goes on in it', async () => {
      const page = await serving.reads.query(talks2.collection, { ...BY_COUNT, limit: 1 });
      await createProjectionRunner(program(talks2, 'new')).catchUp();
      const cursor = page.nextCursor ?? '';
      const next = await serving.reads.query(talks2.collection, { ...BY_COUNT, limit: 5, cursor });
      expect([...page.items, ...next.items]).toEqual(await read());
      await append(harness.store, 'case-1', said('seen by the old one alone'));
      await createProjectionRunner(program(talks, 'old')).catchUp();
      expect(await versions(serving, createServing(harness.connect()))).toEqual([2, 2]);
    });

    it('without one before that can be read answers nobody before it is full', async () => {
      const alone: CollectionSpec = { ...talks2.collection, version: 3 };
      const { earlier: _, ...apart } = alone;
      expect((await serving.of(apart)).version).toBe(3);
      expect(await read(apart)).toEqual([]);
    });

    it('D5 D7: with both programs at work and events coming in, no reader is shown less than before', async () => {
      harness.start(createProjectionRunner(livingProgram(talks, 'old')));
      harness.start(createProjectionRunner(livingProgram(talks2, 'new')));
      const readers = [serving, createServing(harness.connect())];
      const seen = readers.map(() => ({ version: 0, position: '', words: 0 }));
      for (let round = 0; round < 25; round += 1) {
        await append(harness.store, `case-${String((round % 3) + 1)}`, said(`round${String(round)}`));
        await harness.time.advance(20);
        for (const [index, reader] of readers.entries()) {
          const { version } = await reader.of(talks2.collection);
          const position = await reader.checkpoint(talks2.collection);
          const { items } = await reader.reads.query(talks2.collection, { ...BY_COUNT, limit: 10 });
          const words = (items as readonly Talk[]).reduce((sum, { count }) => sum + count, 0);
          const last = seen[index] ?? { version: 0, position: '', words: 0 };
          expect([version >= last.version, position >= last.position, words >= last.words]).toEqual([
            true,
            true,
            true,
          ]);
          seen[index] = { version, position, words };
        }
      }
      await harness.reached('talks@1', 'talks@2');
      expect(await versions(...readers)).toEqual([2, 2]);
      expect(await read()).toEqual(await read(talks.collection));
    });
  });
}
