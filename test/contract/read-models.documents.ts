import { expect, it } from 'vitest';
import { BEGINNING, checkpointName, type CollectionSpec } from '#event-sourcing';
import { at, cases, upsert, type Fixture } from './read-models.fixtures.ts';

export function documents(fixture: Fixture): void {
  it('stores a document and gives it back as it was', async () => {
    const document = { id: 'a', title: 'It’s “late” – 迟到', none: null, nested: { list: [1, 'x', true] } };
    await fixture.store.write(cases, [{ id: 'a', position: at(1), document }]);
    expect(await fixture.store.get(cases, 'a')).toEqual(document);
    expect(await fixture.store.get(cases, 'b')).toBeUndefined();
  });

  it('ignores a write that is not newer than what it holds', async () => {
    const { store } = fixture;
    await store.write(cases, [upsert('a', 5, { stage: 'five' })]);
    await store.write(cases, [upsert('a', 5, { stage: 'five again' }), upsert('a', 4, { stage: 'four' })]);
    expect(await store.get(cases, 'a')).toEqual({ id: 'a', stage: 'five' });
    await store.write(cases, [upsert('a', 6, { stage: 'six' })]);
    expect(await store.get(cases, 'a')).toEqual({ id: 'a', stage: 'six' });
  });

  it('keeps a tombstone, so that a late write cannot resurrect a removed document', async () => {
    const { store } = fixture;
    await store.write(cases, [upsert('a', 5, { stage: 'open' })]);
    await store.write(cases, [upsert('a', 7, undefined)]);
    await store.write(cases, [upsert('a', 6, { stage: 'late' })]);
    expect(await store.get(cases, 'a')).toBeUndefined();
    expect(await store.count(cases)).toBe(0);
    expect((await store.query(cases, { limit: 5 })).items).toEqual([]);
    expect(await store.load(cases, ['a'])).toEqual(
      new Map([['a', { document: undefined, position: at(7) }]]),
    );
  });

  it('lets a document return after its tombstone', async () => {
    const { store } = fixture;
    await store.write(cases, [upsert('a', 5, undefined), upsert('a', 6, { stage: 'reopened' })]);
    expect(await store.get(cases, 'a')).toEqual({ id: 'a', stage: 'reopened' });
  });

  it('replaces a document folded anew only while it is the one that was read', async () => {
    const { store } = fixture;
    await store.write(cases, [upsert('a', 5, { stage: 'wrong' })]);
    await store.write(cases, [{ ...upsert('a', 5, { stage: 'too late' }), replaces: at(4) }]);
    expect(await store.get(cases, 'a')).toEqual({ id: 'a', stage: 'wrong' });
    await store.write(cases, [{ ...upsert('a', 5, { stage: 'right' }), replaces: at(5) }]);
    expect(await store.get(cases, 'a')).toEqual({ id: 'a', stage: 'right' });
  });

  it('loads many documents with their positions at once', async () => {
    const { store } = fixture;
    const writes = Array.from({ length: 3_000 }, (_, index) =>
      upsert(`case-${index}`, index + 1, { amount: index }),
    );
    await store.write(cases, writes);
    const found = await store.load(cases, [...writes.map(({ id }) => id), 'unknown']);
    expect(found.size).toBe(3_000);
    expect(found.get('case-7')).toEqual({ position: at(8), document: { id: 'case-7', amount: 7 } });
  });

  it('loses nothing when a collection is ensured again, also with a field declared later', async () => {
    const { store } = fixture;
    await store.write(cases, [upsert('a', 1, { stage: 'open', channel: 'phone' })]);
    const wider: CollectionSpec = {
      ...cases,
      fields: { ...cases.fields, channel: 'text' },
      indexes: [['channel']],
    };
    await store.ensure(wider);
    await store.ensure(cases);
    expect(await store.count(wider, [{ field: 'channel', equals: 'phone' }])).toBe(1);
  });

  it('keeps versions of a collection apart', async () => {
    const { store } = fixture;
    const second = { ...cases, version: 2 };
    await store.ensure(second);
    await store.write(cases, [upsert('a', 1, { stage: 'old shape' })]);
    expect(await store.get(second, 'a')).toBeUndefined();
  });

  it('reads a collection that was never ensured as empty', async () => {
    const { store } = fixture;
    const early = { ...cases, name: 'not-yet' };
    expect(await store.get(early, 'a')).toBeUndefined();
    expect(await store.count(early)).toBe(0);
    expect(await store.query(early, { limit: 5 })).toEqual({ items: [] });
    const byTexts = { ...early, fields: { words: 'texts' }, indexes: [['words']] } as const;
    const sought = ['lift', 'stands'].map((equals) => ({ field: 'words', equals }));
    expect(await store.count(byTexts, sought)).toBe(0);
    expect(await store.query(byTexts, { where: sought, limit: 5 })).toEqual({ items: [] });
    expect(await store.load(early, ['a'])).toEqual(new Map());
    expect(await store.checkpoint(checkpointName(early))).toBe(BEGINNING);
  });

  it('refuses names that an engine could misunderstand', async () => {
    const { store } = fixture;
    await expect(store.ensure({ ...cases, name: 'x"; drop' })).rejects.toThrow(RangeError);
    await expect(store.ensure({ ...cases, fields: { "a') --": 'text' } })).rejects.toThrow(RangeError);
    await expect(store.ensure({ ...cases, indexes: [['undeclared']] })).rejects.toThrow('is not declared');
  });
}
