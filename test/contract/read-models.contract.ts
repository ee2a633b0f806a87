import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  BEGINNING,
  checkpointName,
  InvalidCursor,
  LeaseLost,
  type CollectionSpec,
  type DocumentWrite,
  type Lease,
  type Page,
  type Position,
  type Query,
  type ReadModelStore,
} from '#event-sourcing';
import type { FreshReadModels, ReadModelTarget } from './read-model-targets.ts';
import { appliesBatchesOnce } from './read-models.property.ts';

const at = (place: number): Position => String(place).padStart(10, '0') as Position;

const cases: CollectionSpec = {
  name: 'open-cases',
  version: 1,
  fields: { stage: 'text', amount: 'number', urgent: 'boolean', 'owner.team': 'text' },
  indexes: [['stage', 'amount'], ['amount'], ['owner.team']],
};

const upsert = (id: string, place: number, document: object | undefined): DocumentWrite => ({
  id,
  position: at(place),
  document: document && { id, ...document },
});

/** What every read-model store must do (design D6). */
export function readModelsContract(target: ReadModelTarget): void {
  let models: FreshReadModels;
  const fixture: Fixture = {
    get store() {
      return models.readModels;
    },
    get models() {
      return models;
    },
  };

  beforeEach(async () => {
    models = await target.fresh();
    await models.readModels.ensure(cases);
  });
  afterEach(() => target.dispose());

  describe('documents', () => {
    documents(fixture);
  });
  describe('queries', () => {
    queries(fixture);
  });
  describe('pages', () => {
    pages(fixture);
  });
  describe('checkpoints and leases', () => {
    checkpointsAndLeases(fixture);
  });
  describe('parked events', () => {
    parkedEvents(fixture);
  });
  describe('generations', () => {
    generations(fixture);
  });
  describe('applying batches', () => {
    appliesBatchesOnce(() => fixture.store);
  });
}

interface Fixture {
  readonly store: ReadModelStore;
  readonly models: FreshReadModels;
}

async function leaseOn(store: ReadModelStore, name: string, holder = 'one', ttl = 1_000): Promise<Lease> {
  const lease = await store.acquireLease(name, holder, ttl);
  if (lease === undefined) throw new Error(`${name} is held by somebody else`);
  return lease;
}

function documents(fixture: Fixture): void {
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

const SAMPLE: readonly DocumentWrite[] = [
  upsert('a', 1, { stage: 'open', amount: 10, urgent: true, owner: { team: 'north' } }),
  upsert('b', 2, { stage: 'open', amount: 9, urgent: false, owner: { team: 'south' } }),
  upsert('c', 3, { stage: 'closed', amount: 100.5, urgent: false }),
  upsert('d', 4, { stage: 'closed', urgent: true, owner: { team: null } }),
  upsert('e', 5, { amount: 9, owner: { team: 'north' } }),
  upsert('f', 6, undefined),
];

const idsOf = ({ items }: Page<object>): readonly string[] =>
  items.map((item) => (item as { id: string }).id);

function queries(fixture: Fixture): void {
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
    await expect(ids([{ field: 'stage' }])).rejects.toThrow('compares with nothing');
    await expect(store.query(cases, { limit: 0 })).rejects.toThrow(RangeError);
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

function pages(fixture: Fixture): void {
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

function checkpointsAndLeases(fixture: Fixture): void {
  const name = checkpointName(cases);

  it('begins before the first event and remembers the last position, also for another process', async () => {
    const { store, models } = fixture;
    expect(await store.checkpoint(name)).toBe(BEGINNING);
    await store.saveCheckpoint(name, at(3), await leaseOn(store, name));
    const other = models.connect();
    expect(await other.checkpoint(name)).toBe(at(3));
    await other.close();
  });

  it('never moves a checkpoint backwards', async () => {
    const { store } = fixture;
    const lease = await leaseOn(store, name);
    await store.saveCheckpoint(name, at(5), lease);
    await store.saveCheckpoint(name, at(4), lease);
    expect(await store.checkpoint(name)).toBe(at(5));
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
    await expect(store.saveCheckpoint(name, at(9), former)).rejects.toThrow(LeaseLost);
    expect(await store.acquireLease(name, 'one', 1_000)).toBeUndefined();
  });

  it('refuses every write under a lease that somebody else has taken since', async () => {
    const { store, models } = fixture;
    const stale = await leaseOn(store, name, 'one', 100);
    models.wait(150);
    const lease = await leaseOn(store, name, 'two');
    await store.saveCheckpoint(name, at(1), lease);
    const parked = { projection: name, stream: 'case-1', position: at(9), reason: 'stale' };
    await expect(store.saveCheckpoint(name, at(9), stale)).rejects.toThrow(LeaseLost);
    await expect(store.write(cases, [upsert('a', 9, { stage: 'stale' })], stale)).rejects.toThrow(LeaseLost);
    await expect(store.park(parked, stale)).rejects.toThrow(LeaseLost);
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

function parkedEvents(fixture: Fixture): void {
  const name = checkpointName(cases);
  const parked = (stream: string, place: number, projection = name) => ({
    projection,
    stream,
    position: at(place),
    reason: `cannot apply ${place}`,
  });

  it('lists parked events in log order, and parking one again changes nothing', async () => {
    const { store } = fixture;
    await store.park(parked('case-1', 7));
    await store.park([parked('case-2', 3), parked('case-1', 9)]);
    await store.park({ ...parked('case-1', 7), reason: 'another reason' });
    expect(await store.parked(name)).toEqual([parked('case-2', 3), parked('case-1', 7), parked('case-1', 9)]);
  });

  it('takes only the events of one stream and projection off the list', async () => {
    const { store } = fixture;
    const elsewhere = parked('case-1', 7, 'sla-breaches@1');
    await store.park([parked('case-1', 7), parked('case-2', 8), elsewhere]);
    await store.unpark(name, 'case-1');
    expect(await store.parked(name)).toEqual([parked('case-2', 8)]);
    expect(await store.parked()).toEqual([elsewhere, parked('case-2', 8)]);
  });
}

function generations(fixture: Fixture): void {
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
    await store.saveCheckpoint(name, at(1), await leaseOn(store, `${name}#0`));
    const copy = await begin();
    await store.write(copy, [upsert('a', 1, { stage: 'right' })]);
    await store.saveCheckpoint(checkpointName(copy), at(2), await leaseOn(store, checkpointName(copy)));
    await store.park({ projection: checkpointName(copy), stream: 'case-9', position: at(2), reason: 'new' });
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
    await store.saveCheckpoint(name, at(5), await leaseOn(store, `${name}#0`));
    const copy = await begin();
    await store.saveCheckpoint(checkpointName(copy), at(4), await leaseOn(store, checkpointName(copy)));
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
    await store.write(cases, [upsert('a', 5, { stage: 'open' })], lease);
    await store.saveCheckpoint(name, at(5), lease);
    await store.park({ projection: name, stream: 'case-1', position: at(5), reason: 'bad' });
    await store.drop(cases);
    expect(await store.count(cases)).toBe(0);
    expect(await store.checkpoint(name)).toBe(BEGINNING);
    expect(await store.parked(name)).toEqual([]);
    await expect(store.write(cases, [upsert('a', 6, {})], lease)).rejects.toThrow(LeaseLost);
    await expect(store.saveCheckpoint(name, at(6), lease)).rejects.toThrow(LeaseLost);
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
