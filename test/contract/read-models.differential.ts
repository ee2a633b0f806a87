import { afterEach, beforeEach, expect, it } from 'vitest';
import fc from 'fast-check';
import type {
  CollectionSpec,
  Condition,
  DocumentWrite,
  Position,
  Query,
  ReadModelStore,
} from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import type { ReadModelTarget } from './read-model-targets.ts';

const cases: CollectionSpec = {
  name: 'differential',
  version: 1,
  fields: { stage: 'text', amount: 'number', urgent: 'boolean', 'owner.team': 'text', whom: 'texts' },
  indexes: [['stage', 'amount'], ['owner.team']],
};

const text = fc.string({ unit: fc.constantFrom('a', 'B', 'ä', '中', '~', ' ', '"', '$', '.'), maxLength: 3 });
const number = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0.5, -1e300, 2 ** 40, -0));
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 4 });

const document = fc.record(
  {
    stage: maybe(text),
    amount: maybe(number),
    urgent: maybe(fc.boolean()),
    owner: maybe(fc.record({ team: maybe(text) }, { requiredKeys: [] })),
    whom: maybe(fc.array(text, { maxLength: 3 })),
    notes: fc.jsonValue({ maxDepth: 2 }),
  },
  { requiredKeys: [] },
);

const writes: fc.Arbitrary<readonly DocumentWrite[]> = fc.array(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'G', 'ä'),
    position: fc.nat(20).map((place) => String(place).padStart(4, '0') as Position),
    document: fc.option(document, { nil: undefined, freq: 6 }),
  }),
  { maxLength: 20 },
);

const conditionOn = <Value extends string | number>(field: string, value: fc.Arbitrary<Value>) =>
  fc
    .record(
      {
        equals: value,
        in: fc.array(value, { maxLength: 3 }),
        atLeast: value,
        below: value,
        isNull: fc.boolean(),
      },
      { requiredKeys: [] },
    )
    .filter((operators) => Object.keys(operators).length > 0)
    .map((operators): Condition => ({ field, ...operators }));

const condition: fc.Arbitrary<Condition> = fc.oneof(
  conditionOn('stage', text),
  conditionOn('owner.team', text),
  conditionOn('amount', number),
  fc.boolean().map((equals) => ({ field: 'urgent', equals })),
  text.map((equals) => ({ field: 'whom', equals })),
  fc.array(text, { maxLength: 3 }).map((several) => ({ field: 'whom', in: several })),
  fc.boolean().map((isNull) => ({ field: 'whom', isNull })),
);

const query: fc.Arbitrary<Query> = fc.record(
  {
    where: fc.array(condition, { maxLength: 2 }),
    sort: fc.record({
      field: fc.constantFrom(...Object.keys(cases.fields).filter((name) => cases.fields[name] !== 'texts')),
      direction: fc.constantFrom('ascending' as const, 'descending' as const),
    }),
    limit: fc.integer({ min: 1, max: 4 }),
  },
  { requiredKeys: ['limit'] },
);

/** Property: no question tells two engines apart; even their cursors are the same. */
export function answersLike(reference: ReadModelTarget, target: ReadModelTarget): void {
  let stores: readonly [ReadModelStore, ReadModelStore];
  let run = 0;
  beforeEach(async () => {
    stores = [(await reference.fresh()).readModels, (await target.fresh()).readModels];
  });
  afterEach(async () => {
    await reference.dispose();
    await target.dispose();
  });

  const both = async <Result>(ask: (store: ReadModelStore) => Promise<Result>): Promise<Result> => {
    const [expected, actual] = await Promise.all(stores.map(ask));
    expect(actual).toEqual(expected);
    return expected as Result;
  };

  it(`answers every query like ${reference.name}, page by page (property)`, async () => {
    await fc.assert(
      fc.asyncProperty(writes, fc.array(query, { minLength: 1, maxLength: 4 }), async (all, queries) => {
        run += 1;
        const collection = { ...cases, name: `differential-${run}` };
        await both((store) => store.ensure(collection));
        await both((store) => store.write(collection, all));
        await both((store) =>
          store.load(
            collection,
            all.map(({ id }) => id),
          ),
        );
        for (const question of queries) {
          await both((store) => store.count(collection, question.where));
          let cursor: string | undefined;
          do {
            const asked = { ...question, ...(cursor !== undefined && { cursor }) };
            cursor = (await both((store) => store.query(collection, asked))).nextCursor;
          } while (cursor !== undefined);
        }
      }),
      { numRuns: runs(20) },
    );
  });
}
