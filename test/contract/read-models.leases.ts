import { expect, it } from 'vitest';
import { BEGINNING, checkpointName, LeaseLost } from '#event-sourcing';
import { at, cases, leaseOn, seen, upsert, type Fixture } from './read-models.fixtures.ts';

export function checkpointsAndLeases(fixture: Fixture): void {
  const name = checkpointName(cases);

  it('begins before the first event and remembers the last position, also for another process', async () => {
    const { store, models } = fixture;
    expect(await store.checkpoint(name)).toBe(BEGINNING);
    await store.saveCheckpoint(name, seen(3), await leaseOn(store, name));
    const other = models.connect();
    expect(await other.checkpoint(name)).toBe(at(3));
    await other.close();
  });

  it('never moves a checkpoint backwards, and knows which event it was', async () => {
    const { store } = fixture;
    expect(await store.lastSeen(name)).toBeUndefined();
    const lease = await leaseOn(store, name);
    await store.saveCheckpoint(name, seen(5), lease);
    await store.saveCheckpoint(name, seen(4), lease);
    expect(await store.checkpoint(name)).toBe(at(5));
    expect(await store.lastSeen(name)).toEqual(seen(5));
  });

  it('D5 takes a batch as one step: documents, parked events and the checkpoint with its event', async () => {
    const { store } = fixture;
    const lease = await leaseOn(store, `${name}#0`);
    const stays = [{ stream: 'case-1', position: at(2), reason: 'bad' }];
    const batch = { writes: [upsert('a', 3, { stage: 'open' })], parked: stays, checkpoint: seen(3) };
    await store.commit(cases, batch, lease);
    await store.commit(cases, batch, lease);
    expect(await store.get(cases, 'a')).toMatchObject({ stage: 'open' });
    expect(await store.lastSeen(name)).toEqual(seen(3));
    expect(await store.parked(name)).toEqual(stays.map((each) => ({ projection: name, ...each })));
  });

  it('gives a lease to one holder at a time, who may renew it', async () => {
    const { store } = fixture;
    const lease = await leaseOn(store, name);
    expect(await store.acquireLease(name, 'two', 1_000)).toBeUndefined();
    expect(await store.acquireLease(name, 'one', 1_000)).toEqual(lease);
    expect(await store.acquireLease('another', 'two', 1_000)).toMatchObject({ holder: 'two' });
  });

  it('gives an expired lease to the next holder, with a higher epoch', async () => {
    const { store, models } = fixture;
    const first = await leaseOn(store, name, 'one', 200);
    models.wait(150);
    await leaseOn(store, name, 'one', 200);
    models.wait(150);
    expect(await store.acquireLease(name, 'two', 200)).toBeUndefined();
    models.wait(100);
    const second = await leaseOn(store, name, 'two');
    expect(second.epoch).toBeGreaterThan(first.epoch);
  });

  it('gives a released lease to anybody, and ignores a release by an earlier holder', async () => {
    const { store } = fixture;
    const first = await leaseOn(store, name);
    await store.releaseLease(first);
    const second = await leaseOn(store, name, 'two');
    expect(second.epoch).toBeGreaterThan(first.epoch);
    await store.releaseLease(first);
    expect(await store.acquireLease(name, 'three', 1_000)).toBeUndefined();
  });

  it('lets a process take a lease over at once, which fences the former holder', async () => {
    const { store } = fixture;
    const former = await leaseOn(store, name);
    const taken = await store.acquireLease(name, 'two', 1_000, { takeOver: true });
    expect(taken?.epoch).toBeGreaterThan(former.epoch);
    await expect(store.saveCheckpoint(name, seen(9), former)).rejects.toThrow(LeaseLost);
    expect(await store.acquireLease(name, 'one', 1_000)).toBeUndefined();
  });

  it('refuses every write under a lease that somebody else has taken since', async () => {
    const { store, models } = fixture;
    const stale = await leaseOn(store, name, 'one', 100);
    models.wait(150);
    const lease = await leaseOn(store, name, 'two');
    await store.saveCheckpoint(name, seen(1), lease);
    const parked = [{ stream: 'case-1', position: at(9), reason: 'stale' }];
    const writes = [upsert('a', 9, { stage: 'stale' })];
    await expect(store.saveCheckpoint(name, seen(9), stale)).rejects.toThrow(LeaseLost);
    await expect(store.write(cases, writes, stale)).rejects.toThrow(LeaseLost);
    const batch = { writes, parked, checkpoint: seen(9) };
    await expect(store.commit(cases, batch, stale)).rejects.toThrow(LeaseLost);
    expect(await store.checkpoint(name)).toBe(at(1));
    expect(await store.get(cases, 'a')).toBeUndefined();
    expect(await store.parked(name)).toEqual([]);
  });

  it('tells who holds which lease, to any process, until it is released or has expired', async () => {
    const { store, models } = fixture;
    const other = models.connect();
    expect(await other.holders()).toEqual(new Map());
    await leaseOn(store, 'worker/1', 'one', 200);
    const rebuilding = await leaseOn(store, `${name}#1`, 'two', 200);
    await leaseOn(store, `${name}#0`, 'three', 100);
    expect(await other.holders()).toEqual(
      new Map([
        ['worker/1', 'one'],
        [`${name}#1`, 'two'],
        [`${name}#0`, 'three'],
      ]),
    );
    await store.releaseLease(rebuilding);
    models.wait(150);
    expect(await other.holders()).toEqual(new Map([['worker/1', 'one']]));
    await leaseOn(store, 'worker/1', 'one', 200);
    expect(await other.holders()).toEqual(new Map([['worker/1', 'one']]));
    models.wait(150);
    expect(await other.holders()).toEqual(new Map([['worker/1', 'one']]));
    models.wait(100);
    expect(await other.holders()).toEqual(new Map());
    await other.close();
  });

  it('gives a lease to exactly one of many processes that ask at the same time', async () => {
    const { models } = fixture;
    const processes = Array.from({ length: 5 }, () => models.connect());
    const leases = await Promise.all(
      processes.map((each, index) => each.acquireLease(name, `p${index}`, 1_000)),
    );
    expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1);
    await Promise.all(processes.map((each) => each.close()));
  });
}
