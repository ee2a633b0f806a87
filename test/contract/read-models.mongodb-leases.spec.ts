import { describe, expect, it } from 'vitest';
import {
  LeaseLost,
  type DocumentWrite,
  type Lease,
  type ReadModelStore,
  instantOf,
  millisOf,
} from '#event-sourcing';
import { writeDocuments } from '../../libs/read-models/mongodb/documents.ts';
import { withMongo } from './read-model-targets.ts';

import { at, cases, mongoHarness, NAME, upsert } from './read-models.mongo-harness.ts';
import { seen } from './read-models.fixtures.ts';

await withMongo('MongoDB read models of several processes', (url) => {
  const mongo = mongoHarness(url);
  const leaseOn = async (store: ReadModelStore, holder: string): Promise<Lease> => {
    const lease = await store.acquireLease(NAME, holder, 10_000, { takeOver: true });
    if (lease === undefined) throw new Error('not taken');
    return lease;
  };

  describe('writes of several processes', () => {
    it('leave the newest of many that create the same document at once', async () => {
      const processes = Array.from({ length: 6 }, () => mongo.open());
      for (let round = 0; round < 20; round += 1) {
        const id = `case-${round}`;
        await Promise.all(
          processes.map((store, place) => store.write(cases, [{ ...upsert(place, `p${place}`), id }])),
        );
        expect(await processes[0]?.get(cases, id)).toEqual({ stage: 'p5' });
      }
    });

    it('never let what a fenced process sent late replace what its successor wrote', async () => {
      const store = mongo.open();
      const former = await leaseOn(store, 'one');
      const late = (write: DocumentWrite) => writeDocuments(mongo.database, NAME, [write], former);
      await store.write(cases, [upsert(5, 'five')], former);
      const next = await leaseOn(store, 'two');
      await store.write(cases, [{ ...upsert(5, 'folded anew'), replaces: at(5) }], next);
      await expect(late(upsert(9, 'late'))).rejects.toThrow(LeaseLost);
      expect(await store.get(cases, 'a')).toEqual({ stage: 'folded anew' });
    });

    it('let a document that was folded anew replace one that came late from a fenced process', async () => {
      const store = mongo.open();
      const former = await leaseOn(store, 'one');
      await store.write(cases, [upsert(5, 'five')], former);
      const next = await leaseOn(store, 'two');
      await writeDocuments(mongo.database, NAME, [upsert(9, 'late')], former);
      await store.write(cases, [{ ...upsert(5, 'folded anew'), replaces: at(5) }], next);
      expect(await store.get(cases, 'a')).toEqual({ stage: 'folded anew' });
    });

    it('cannot bring documents back that were dropped, however late they arrive', async () => {
      const store = mongo.open();
      const former = await leaseOn(store, 'one');
      await store.drop(cases);
      await writeDocuments(mongo.database, NAME, [upsert(9, 'late')], former);
      expect(await store.get(cases, 'a')).toBeUndefined();
      await store.drop(cases);
      const names = (await mongo.database.listCollections().toArray()).map(({ name }) => name);
      expect(names.filter((name) => name.startsWith('open-cases'))).toHaveLength(1);
    });

    it('are refused when the server has lost the lease with everything else', async () => {
      const store = mongo.open();
      const lease = await leaseOn(store, 'one');
      await store.write(cases, [upsert(1, 'one')], lease);
      await mongo.database.dropDatabase();
      await expect(store.write(cases, [upsert(2, 'two')], lease)).rejects.toThrow(LeaseLost);
      await expect(store.saveCheckpoint(NAME, seen(2), lease)).rejects.toThrow(LeaseLost);
      const again = await store.acquireLease(NAME, 'one', 10_000);
      expect(again?.epoch).toBeGreaterThan(lease.epoch);
    });
  });

  describe('leases between machines whose clocks differ', () => {
    const HOUR = 3_600_000;

    it('are not taken early by a machine whose clock is ahead by less than the allowance', async () => {
      const holder = mongo.open({ now: () => 10 * HOUR });
      const other = mongo.open({ now: () => 10 * HOUR + 50_000, elapsed: () => 0 });
      await holder.acquireLease(NAME, 'one', 2_000);
      expect(await other.acquireLease(NAME, 'two', 2_000)).toBeUndefined();
    });

    it('are taken after their time when the clock is behind, and not while they are renewed', async () => {
      let elapsed = 5;
      const holder = mongo.open({ now: () => 10 * HOUR });
      const other = mongo.open({ now: () => 7 * HOUR, elapsed: () => elapsed });
      for (let renewal = 0; renewal < 5; renewal += 1) {
        await holder.acquireLease(NAME, 'one', 2_000);
        expect(await other.acquireLease(NAME, 'two', 2_000)).toBeUndefined();
        elapsed += 1_500;
      }
      expect(await other.acquireLease(NAME, 'two', 2_000)).toBeUndefined();
      elapsed += 600;
      expect(await other.acquireLease(NAME, 'two', 2_000)).toMatchObject({ holder: 'two' });
    });

    it('are taken sooner by a process that has just started when their holder died long ago', async () => {
      const holder = mongo.open({ now: () => 10 * HOUR });
      await holder.acquireLease(NAME, 'one', 2_000);
      let elapsed = 0;
      const other = mongo.open({ now: () => 10 * HOUR + 63_000, elapsed: () => elapsed });
      expect(await other.acquireLease(NAME, 'two', 2_000)).toBeUndefined();
      elapsed += 1_000;
      expect(await other.acquireLease(NAME, 'two', 2_000)).toMatchObject({ holder: 'two' });
    });

    it('are not taken from a holder that lives, however far the clocks are apart', async () => {
      const holder = mongo.open({ now: () => 10 * HOUR });
      await holder.acquireLease(NAME, 'one', 3_000);
      let elapsed = 0;
      const other = mongo.open({ now: () => 12 * HOUR, elapsed: () => elapsed });
      for (let third = 0; third < 9; third += 1) {
        expect(await other.acquireLease(NAME, 'two', 3_000)).toBeUndefined();
        elapsed += 1_000;
        expect(await holder.acquireLease(NAME, 'one', 3_000)).toMatchObject({ holder: 'one' });
      }
    });

    it('tell the time of the server', async () => {
      const { clock } = mongo.open({});
      const before = new Date().getTime();
      const there = millisOf((await clock?.()) ?? instantOf(0));
      // Another machine's clock may be wrong, but not by a day.
      expect(Math.abs(there - before)).toBeLessThan(24 * HOUR);
    });
  });
});
