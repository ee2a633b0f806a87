import { beforeEach, describe, expect, it } from 'vitest';
import { createProjectionRunner, streamName, type Projection } from '#event-sourcing';
import {
  append,
  months,
  poison,
  runnerOptions,
  said,
  setAside,
  talks,
  tally,
  type Talk,
} from './projection.fixtures.ts';
import type { ProjectionHarness } from './projection.harness.ts';

/** Events that cannot be applied stand aside with their stream, until they are released or discarded (design D8). */
export function poisonContract(harness: ProjectionHarness): void {
  describe('poison events', () => {
    const runner = () => createProjectionRunner(runnerOptions(harness.store, harness.readModels));
    const parkedOf = async (name: string) =>
      (await harness.readModels.parked(name)).map(({ stream, reason }) => [stream, reason]);

    beforeEach(async () => {
      await append(harness.store, 'case-1', said('one'), said('bad'), said('three'));
      await append(harness.store, 'case-2', said('other'));
      await append(harness.store, 'case-1', said('four'));
      poison.add('bad');
    });

    it('are parked with the later events of their stream, while other streams and projections go on', async () => {
      await runner().catchUp();
      expect(await parkedOf('talks@1')).toEqual([
        ['case-1', 'TypeError: cannot make sense of bad'],
        ['case-1', expect.stringContaining('follows the parked event at position')],
        ['case-1', expect.stringContaining('follows the parked event at position')],
      ]);
      expect(await harness.readModels.get(talks.collection, 'case-1')).toEqual({ count: 1, words: 'one ' });
      expect(await harness.readModels.get(talks.collection, 'case-2')).toEqual({ count: 1, words: 'other ' });
      expect(await harness.readModels.get(tally.collection, 'all')).toMatchObject({ count: 5 });
      expect(await parkedOf('tally@1')).toEqual([]);
    });

    it('leave every document of the event as it was, not only the one that failed', async () => {
      const choosy: Projection<Talk> = {
        collection: months.collection,
        keys: () => ['good', 'bad'],
        evolve: (document, event, key) => {
          if (key === 'bad') throw new Error('no');
          return months.evolve(document, event, key);
        },
      };
      poison.clear();
      await createProjectionRunner({
        ...runnerOptions(harness.store, harness.readModels),
        projections: [choosy],
      }).catchUp();
      expect(await harness.readModels.count(months.collection)).toBe(0);
    });

    it('are tried again before they are parked', async () => {
      let failures = 2;
      const shaky: Projection<Talk> = {
        ...tally,
        evolve: (document, event, key) => {
          if (failures > 0) {
            failures -= 1;
            throw new Error('not now');
          }
          return tally.evolve(document, event, key);
        },
      };
      await createProjectionRunner({
        ...runnerOptions(harness.store, harness.readModels),
        projections: [shaky],
      }).catchUp();
      expect(await harness.readModels.get(tally.collection, 'all')).toMatchObject({ count: 5 });
      expect(await parkedOf('tally@1')).toEqual([]);
    });

    it('stand for every projection when they cannot be decoded', async () => {
      await append(harness.store, 'case-3', said('garbled'));
      poison.clear();
      await runner().catchUp();
      for (const name of ['talks@1', 'months@1', 'tally@1']) {
        expect(await parkedOf(name)).toEqual([['case-3', 'CorruptEvent: cannot read it']]);
      }
    });

    it('D15 are passed over once they were set aside, when released and by a clean run alike', async () => {
      poison.clear();
      await append(harness.store, 'case-3', said('garbled'), said('after'));
      await runner().catchUp();
      const [garbled] = await harness.store.readStream(streamName('case', '3'));
      if (garbled === undefined) throw new Error('nothing is there');
      await append(harness.store, 'case-3', setAside(garbled));
      await runner().catchUp();
      for (const name of ['talks@1', 'months@1', 'tally@1']) {
        expect(await parkedOf(name)).toHaveLength(3);
        expect(await runner().release(name, 'case-3')).toMatchObject({ outcome: 'released' });
        expect(await parkedOf(name)).toEqual([]);
      }
      expect(await harness.readModels.get(talks.collection, 'case-3')).toMatchObject({ count: 2 });
      expect(await harness.everything()).toEqual(await harness.cleanRun());
    });

    it('keep later events of the stream waiting after a restart', async () => {
      await runner().catchUp();
      await append(harness.store, 'case-1', said('five'));
      await runner().catchUp();
      expect(await harness.readModels.get(talks.collection, 'case-1')).toEqual({ count: 1, words: 'one ' });
      expect(await harness.readModels.parked('talks@1')).toHaveLength(4);
    });

    it('are applied in order when released after the cause was mended, also where others have moved on', async () => {
      await runner().catchUp();
      poison.clear();
      for (const name of ['talks@1', 'months@1']) {
        expect(await runner().release(name, 'case-1')).toMatchObject({
          outcome: 'released',
          events: { length: 3 },
        });
      }
      expect(await harness.readModels.get(talks.collection, 'case-1')).toEqual({
        count: 4,
        words: 'one bad three four ',
      });
      expect(await harness.readModels.get(months.collection, 'year')).toMatchObject({
        words: 'one bad three other four ',
      });
      expect(await harness.everything()).toEqual(await harness.cleanRun());
      expect(await runner().release('talks@1', 'case-1')).toMatchObject({ outcome: 'nothing-parked' });
    });

    it('stay parked, with nothing changed, when they still fail', async () => {
      await runner().catchUp();
      const before = await harness.everything();
      for (const name of ['talks@1', 'months@1']) {
        expect(await runner().release(name, 'case-1')).toMatchObject({
          outcome: 'still-failing',
          reason: 'TypeError: cannot make sense of bad',
        });
      }
      expect(await harness.everything()).toEqual(before);
    });

    it('are given up when discarded, and the stream goes on', async () => {
      await runner().catchUp();
      expect(await runner().discard('talks@1', 'case-1')).toHaveLength(3);
      await append(harness.store, 'case-1', said('five'));
      await runner().catchUp();
      expect(await harness.readModels.get(talks.collection, 'case-1')).toEqual({
        count: 2,
        words: 'one five ',
      });
      expect(await parkedOf('talks@1')).toEqual([]);
    });

    it('can be released while the runner is live', async () => {
      const live = createProjectionRunner(harness.live());
      const running = harness.start(live);
      await harness.reached();
      poison.clear();
      for (const name of ['months@1', 'talks@1'])
        expect(await harness.time.through(live.release(name, 'case-1'))).toMatchObject({
          outcome: 'released',
        });
      await append(harness.store, 'case-1', said('five'));
      await harness.reached();
      await running.stop();
      await runner().catchUp();
      expect(await harness.everything()).toEqual(await harness.cleanRun());
    });
  });
}
