import { expect, it } from 'vitest';
import { BEGINNING, checkpointName, LeaseLost, type CollectionSpec, type Query } from '#event-sourcing';
import { SAMPLE, at, seen, cases, idsOf, leaseOn, upsert, type Fixture } from './read-models.fixtures.ts';
import { park } from '../documents.ts';

export function parkedEvents(fixture: Fixture): void {
  const name = checkpointName(cases);
  const parked = (stream: string, place: number, reason = `cannot apply ${place}`) => ({
    stream,
    position: at(place),
    reason,
  });
  const listed = (stream: string, place: number, projection = name) => ({
    projection,
    ...parked(stream, place),
  });

  it('lists parked events in log order, and parking one again changes nothing', async () => {
    const { store } = fixture;
    await park(store, cases, parked('case-1', 7));
    await park(store, cases, parked('case-2', 3), parked('case-1', 9));
    await park(store, cases, parked('case-1', 7, 'another reason'));
    expect(await store.parked(name)).toEqual([listed('case-2', 3), listed('case-1', 7), listed('case-1', 9)]);
  });

  it('takes only the events of one stream and projection off the list', async () => {
    const { store } = fixture;
    await park(store, cases, parked('case-1', 7), parked('case-2', 8));
    await park(store, { ...cases, name: 'sla-breaches' }, parked('case-1', 7));
    await store.unpark(name, 'case-1');
    expect(await store.parked(name)).toEqual([listed('case-2', 8)]);
    expect(await store.parked()).toEqual([listed('case-1', 7, 'sla-breaches@1'), listed('case-2', 8)]);
  });
}

export function generations(fixture: Fixture): void {
  const name = checkpointName(cases);
  const begin = async (): Promise<CollectionSpec & { generation: number }> => {
    const generation = await fixture.store.beginGeneration(cases);
    const copy = { ...cases, generation };
    await fixture.store.ensure(copy);
    return copy;
  };

  it('builds a copy beside the live one and makes it live in one step', async () => {
    const { store, models } = fixture;
    await store.write(cases, [upsert('a', 1, { stage: 'wrong' })]);
    await store.saveCheckpoint(name, seen(1), await leaseOn(store, `${name}#0`));
    const copy = await begin();
    await store.write(copy, [upsert('a', 1, { stage: 'right' })]);
    await store.saveCheckpoint(checkpointName(copy), seen(2), await leaseOn(store, checkpointName(copy)));
    await park(store, copy, { stream: 'case-9', position: at(2), reason: 'new' });
    expect(await store.get(cases, 'a')).toMatchObject({ stage: 'wrong' });
    expect(await store.checkpoint(name)).toBe(at(1));
    expect(await store.parked()).toEqual([]);

    expect(await store.switchGeneration(cases, copy.generation)).toBe('switched');
    const other = models.connect();
    expect(await other.liveGeneration(cases)).toBe(copy.generation);
    expect(await other.get(cases, 'a')).toMatchObject({ stage: 'right' });
    expect(await other.checkpoint(name)).toBe(at(2));
    expect(await other.parked()).toMatchObject([{ projection: name, stream: 'case-9' }]);
    await other.close();
  });

  it('does not switch to a copy that is behind the live one: readers would go back in time', async () => {
    const { store } = fixture;
    await store.saveCheckpoint(name, seen(5), await leaseOn(store, `${name}#0`));
    const copy = await begin();
    await store.saveCheckpoint(checkpointName(copy), seen(4), await leaseOn(store, checkpointName(copy)));
    expect(await store.switchGeneration(cases, copy.generation)).toBe('behind');
    expect(await store.liveGeneration(cases)).toBe(0);
  });

  it('goes on with an unfinished copy, and never uses the number of a removed one again', async () => {
    const { store } = fixture;
    const copy = await begin();
    expect((await begin()).generation).toBe(copy.generation);
    await store.drop(copy);
    expect(await store.switchGeneration(cases, copy.generation)).toBe('superseded');
    expect((await begin()).generation).toBeGreaterThan(copy.generation);
  });

  it('drops documents, checkpoint and parked events, and fences whoever fed them', async () => {
    const { store } = fixture;
    const exact = `${name}#0`;
    const lease = await leaseOn(store, exact);
    const parked = [{ stream: 'case-1', position: at(5), reason: 'bad' }];
    const writes = [upsert('a', 5, { stage: 'open' })];
    await store.commit(cases, { writes, parked, checkpoint: seen(5) }, lease);
    await store.drop(cases);
    expect(await store.count(cases)).toBe(0);
    expect(await store.checkpoint(name)).toBe(BEGINNING);
    expect(await store.parked(name)).toEqual([]);
    await expect(store.write(cases, [upsert('a', 6, {})], lease)).rejects.toThrow(LeaseLost);
    await expect(store.saveCheckpoint(name, seen(6), lease)).rejects.toThrow(LeaseLost);
    await store.write(cases, [upsert('a', 1, { stage: 'again' })], await leaseOn(store, exact));
    expect(await store.count(cases)).toBe(1);
  });

  it('shows a switch and the removal of the old copy to a process that was reading before', async () => {
    const { store, models } = fixture;
    const reader = models.connect();
    await store.write(cases, [upsert('a', 1, { stage: 'wrong' })]);
    expect(await reader.get(cases, 'a')).toMatchObject({ stage: 'wrong' });
    const copy = await begin();
    await store.write(copy, [upsert('a', 1, { stage: 'right' })]);
    expect(await store.switchGeneration(cases, copy.generation)).toBe('switched');
    await store.drop({ ...cases, generation: 0 });
    expect(await reader.get(cases, 'a')).toMatchObject({ stage: 'right' });
    expect(await reader.count(cases)).toBe(1);
    await store.drop(cases);
    expect(await reader.count(cases)).toBe(0);
    await reader.close();
  });

  it('refuses to drop what a later holder has taken over, or has made live', async () => {
    const { store } = fixture;
    const copy = await begin();
    const exact = checkpointName(copy);
    const stale = await leaseOn(store, exact, 'stood still');
    const later = await store.acquireLease(exact, 'later', 1_000, { takeOver: true });
    if (later === undefined) throw new Error('not taken over');
    await store.write(copy, [upsert('a', 1, { stage: 'rebuilt' })], later);
    await expect(store.drop(copy, stale)).rejects.toThrow(LeaseLost);
    expect(await store.switchGeneration(cases, copy.generation)).toBe('switched');
    await store.releaseLease(later);
    await expect(store.drop(copy, stale)).rejects.toThrow(LeaseLost);
    expect(await store.get(cases, 'a')).toMatchObject({ stage: 'rebuilt' });
    const next = await begin();
    await store.drop(next, await leaseOn(store, checkpointName(next)));
    expect(await store.switchGeneration(cases, next.generation)).toBe('superseded');
  });

  it('keeps a cursor valid across a switch', async () => {
    const { store } = fixture;
    await store.write(cases, SAMPLE);
    const query: Query = { sort: { field: 'amount', direction: 'descending' }, limit: 2 };
    const first = await store.query(cases, query);
    const copy = await begin();
    await store.write(copy, SAMPLE);
    await store.switchGeneration(cases, copy.generation);
    expect(idsOf(await store.query(cases, { ...query, cursor: first.nextCursor ?? '' }))).toEqual(['e', 'b']);
  });
}
