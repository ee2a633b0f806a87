import { beforeEach, expect, it } from 'vitest';
import { InvalidCursor, type Query, type ReadModelStore } from '#event-sourcing';
import { SAMPLE, cases, idsOf, upsert, type Fixture } from './read-models.fixtures.ts';

export function queries(fixture: Fixture): void {
  beforeEach(() => fixture.store.write(cases, SAMPLE));
  const ids = async (where: Query['where'] = []): Promise<readonly string[]> =>
    idsOf(await fixture.store.query(cases, { where, limit: 50 }));

  it.each<[string, NonNullable<Query['where']>, readonly string[]]>([
    ['equal text', [{ field: 'stage', equals: 'open' }], ['a', 'b']],
    ['equal numbers', [{ field: 'amount', equals: 9 }], ['b', 'e']],
    ['true', [{ field: 'urgent', equals: true }], ['a', 'd']],
    ['false', [{ field: 'urgent', equals: false }], ['b', 'c']],
    ['nested fields', [{ field: 'owner.team', equals: 'north' }], ['a', 'e']],
    ['a list of text', [{ field: 'stage', in: ['closed', 'unknown'] }], ['c', 'd']],
    ['a list of numbers', [{ field: 'amount', in: [10, 100.5] }], ['a', 'c']],
    ['an empty list, with nothing', [{ field: 'amount', in: [] }], []],
    ['numbers from a least one, as numbers', [{ field: 'amount', atLeast: 10 }], ['a', 'c']],
    ['numbers below a limit, which is left out', [{ field: 'amount', below: 10 }], ['b', 'e']],
    ['a range', [{ field: 'amount', atLeast: 9, below: 100 }], ['a', 'b', 'e']],
    ['text from a least one', [{ field: 'stage', atLeast: 'd' }], ['a', 'b']],
    ['absent and null fields', [{ field: 'owner.team', isNull: true }], ['c', 'd']],
    ['present fields', [{ field: 'amount', isNull: false }], ['a', 'b', 'c', 'e']],
    ['a text of a list', [{ field: 'about.whom', equals: 'y' }], ['b', 'c']],
    ['one of several texts of a list', [{ field: 'about.whom', in: ['x', 'z'] }], ['b']],
    ['an absent list', [{ field: 'about.whom', isNull: true }], ['a', 'd', 'e']],
    [
      'several conditions',
      [
        { field: 'stage', equals: 'open' },
        { field: 'urgent', equals: false },
      ],
      ['b'],
    ],
  ])('finds documents by %s', async (_, where, expected) => {
    expect(await ids(where)).toEqual(expected);
    expect(await fixture.store.count(cases, where)).toBe(expected.length);
  });

  it('refuses an undeclared field, naming the declared ones', async () => {
    const bad = { where: [{ field: 'secret', equals: 'x' }], limit: 1 };
    await expect(fixture.store.query(cases, bad)).rejects.toThrow(
      /"secret" is not declared \(declared: stage,/,
    );
    await expect(fixture.store.count(cases, bad.where)).rejects.toThrow('"secret" is not declared');
    const sort = { field: 'constructor', direction: 'ascending' } as const;
    await expect(fixture.store.query(cases, { sort, limit: 1 })).rejects.toThrow('is not declared');
  });

  it('refuses a value of another kind, a condition without one, and a limit that is no count', async () => {
    const { store } = fixture;
    await expect(ids([{ field: 'amount', equals: '9' }])).rejects.toThrow('"amount" is a number, not "9"');
    await expect(ids([{ field: 'stage', in: ['open', 3] }])).rejects.toThrow('is a text, not 3');
    await expect(ids([{ field: 'about.whom', equals: 3 }])).rejects.toThrow('is a texts, not 3');
    await expect(ids([{ field: 'stage' }])).rejects.toThrow('compares with nothing');
    await expect(store.query(cases, { limit: 0 })).rejects.toThrow(RangeError);
  });

  it('refuses an order of lists', async () => {
    const sort = { field: 'about.whom', direction: 'ascending' } as const;
    await expect(fixture.store.query(cases, { sort, limit: 1 })).rejects.toThrow('has no order');
    await expect(ids([{ field: 'about.whom', atLeast: 'x' }])).rejects.toThrow('has no order');
    await expect(fixture.store.ensure({ ...cases, indexes: [['stage', 'about.whom']] })).rejects.toThrow(
      'has no order',
    );
  });

  it('finds documents by texts of lists that have an index, as they are now, and those of before', async () => {
    const { store } = fixture;
    const indexed = { ...cases, indexes: [...cases.indexes, ['about.whom']] };
    const having = async (...texts: readonly string[]): Promise<readonly string[]> => {
      const where = texts.map((equals) => ({ field: 'about.whom', equals }));
      expect(await store.count(indexed, where)).toBe(
        idsOf(await store.query(indexed, { where, limit: 9 })).length,
      );
      return idsOf(await store.query(indexed, { where, limit: 9 }));
    };
    await store.ensure(indexed);
    expect(await having('y')).toEqual(['b', 'c']);
    await store.write(indexed, [
      upsert('a', 11, { about: { whom: ['y', 'z', 'z'] } }),
      upsert('b', 12, { about: { whom: ['x', 'w'] } }),
      upsert('c', 13, undefined),
      upsert('d', 1, { about: { whom: ['too late'] } }),
    ]);
    for (const [texts, found] of [
      [['y'], ['a']],
      [['z', 'y'], ['a']],
      [['x', 'w'], ['b']],
      [['x', 'y'], []],
      [['too late'], []],
    ] as const)
      expect([texts, await having(...texts)]).toEqual([texts, found]);
    const one = { where: [{ field: 'about.whom', in: ['y', 'w'] }], limit: 1 };
    const first = await store.query(indexed, one);
    const second = await store.query(indexed, { ...one, cursor: first.nextCursor ?? '' });
    expect([...idsOf(first), ...idsOf(second)]).toEqual(['a', 'b']);
    await store.drop(indexed);
    await store.ensure(indexed);
    expect(await having('y')).toEqual([]);
    await store.write(indexed, [upsert('e', 1, { about: { whom: ['y'] } })]);
    expect(await having('y')).toEqual(['e']);
  });

  it.each<['ascending' | 'descending', string, readonly string[]]>([
    ['ascending', 'amount', ['b', 'e', 'a', 'c', 'd']],
    ['descending', 'amount', ['c', 'a', 'e', 'b', 'd']],
    ['ascending', 'urgent', ['b', 'c', 'a', 'd', 'e']],
    ['ascending', 'owner.team', ['a', 'e', 'b', 'c', 'd']],
    ['descending', 'owner.team', ['b', 'e', 'a', 'd', 'c']],
  ])('sorts %s by %s, with absent fields last and ties by id', async (direction, field, expected) => {
    const sort = { field, direction };
    expect(idsOf(await fixture.store.query(cases, { sort, limit: 50 }))).toEqual(expected);
  });
}

async function allPages(store: ReadModelStore, query: Query): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.query(cases, { ...query, ...(cursor !== undefined && { cursor }) });
    expect(page.items.length).toBeLessThanOrEqual(query.limit);
    ids.push(...idsOf(page));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return ids;
}

export function pages(fixture: Fixture): void {
  const sorts: readonly (Query['sort'] | undefined)[] = [
    undefined,
    { field: 'amount', direction: 'ascending' },
    { field: 'amount', direction: 'descending' },
    { field: 'urgent', direction: 'descending' },
    { field: 'owner.team', direction: 'ascending' },
  ];

  it.each(sorts)('visits every document once, in the order of one long page, sorted by %j', async (sort) => {
    const { store } = fixture;
    await store.write(cases, SAMPLE);
    const question = sort === undefined ? {} : { sort };
    const whole = idsOf(await store.query(cases, { ...question, limit: 50 }));
    expect(whole).toHaveLength(5);
    for (const limit of [1, 2, 3, 5]) expect(await allPages(store, { ...question, limit })).toEqual(whole);
  });

  it('continues where it stopped although documents came and went', async () => {
    const { store } = fixture;
    await store.write(cases, SAMPLE);
    const query: Query = { sort: { field: 'amount', direction: 'ascending' }, limit: 2 };
    const first = await store.query(cases, query);
    expect(idsOf(first)).toEqual(['b', 'e']);
    await store.write(cases, [
      upsert('b', 10, undefined),
      upsert('aa', 11, { amount: 1 }),
      upsert('g', 12, { amount: 11 }),
    ]);
    const rest = await store.query(cases, { ...query, limit: 10, cursor: first.nextCursor ?? '' });
    expect(idsOf(rest)).toEqual(['a', 'g', 'c', 'd']);
    expect(rest.nextCursor).toBeUndefined();
  });

  it('refuses a cursor of another filter, sort or collection, and one that was tampered with', async () => {
    const { store } = fixture;
    await store.write(cases, SAMPLE);
    const query: Query = { sort: { field: 'amount', direction: 'ascending' }, limit: 2 };
    const cursor = (await store.query(cases, query)).nextCursor ?? '';
    expect(cursor).toMatch(/^[\w-]+$/);
    const other: readonly Query[] = [
      { limit: 2, cursor },
      { ...query, sort: { field: 'amount', direction: 'descending' }, cursor },
      { ...query, where: [{ field: 'stage', equals: 'open' }], cursor },
      { ...query, cursor: `${cursor}x` },
      { ...query, cursor: 'nonsense' },
      { ...query, cursor: '' },
    ];
    for (const each of other) await expect(store.query(cases, each)).rejects.toThrow(InvalidCursor);
    const second = { ...cases, version: 2 };
    await store.ensure(second);
    await expect(store.query(second, { ...query, cursor })).rejects.toThrow(InvalidCursor);
  });
}
