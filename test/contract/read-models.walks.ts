import { expect, it } from 'vitest';
import fc from 'fast-check';
import {
  createServing,
  InvalidCursor,
  walk,
  type ReadModelStore,
  type CollectionSpec,
  type Query,
} from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import { at, cases, idsOf, leaseOn, SAMPLE, seen, upsert, type Fixture } from './read-models.fixtures.ts';

const byAmount: Pick<Query, 'where' | 'sort'> = { sort: { field: 'amount', direction: 'ascending' } };
const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

/** Between two pages: documents get another place in the order, or leave the list. */
const move = fc.record({
  id: fc.constantFrom(...IDS),
  amount: fc.option(fc.nat(9), { nil: undefined, freq: 8 }),
  /** Whether it is noted how far the read model is now. */
  noted: fc.boolean(),
});
const story = fc.record({
  amounts: fc.tuple(...IDS.map(() => fc.nat(9))),
  limit: fc.integer({ min: 1, max: 3 }),
  between: fc.array(fc.array(move, { maxLength: 4 }), { maxLength: 8 }),
});

const walkOn = (
  store: ReadModelStore,
  collection: CollectionSpec,
  request: Pick<Query, 'limit' | 'cursor'>,
  list = byAmount,
) => walk(createServing(store).reads, collection, list, request);

/** However a list is reordered while somebody pages through it, nothing that is on it throughout stays unseen. */
export function walks(fixture: Fixture): void {
  it('tells what was written later than a position, in that order, page by page', async () => {
    const { store } = fixture;
    await store.write(cases, [...SAMPLE, upsert('a', 7, { stage: 'open', amount: 1 })]);
    const changed = async (query: Omit<Query, 'limit'>, limit = 50) =>
      store.query(cases, { ...query, limit });
    expect(idsOf(await changed({ changedAfter: at(2) }))).toEqual(['c', 'd', 'e', 'a']);
    const first = await changed({ changedAfter: at(2) }, 3);
    const rest = { changedAfter: at(2), cursor: first.nextCursor ?? '' };
    expect([idsOf(first), idsOf(await changed(rest))]).toEqual([['c', 'd', 'e'], ['a']]);
    expect(
      idsOf(await changed({ changedAfter: at(0), where: [{ field: 'stage', equals: 'open' }] })),
    ).toEqual(['b', 'a']);
    await expect(changed({ changedAfter: at(3), cursor: first.nextCursor ?? '' })).rejects.toThrow(
      InvalidCursor,
    );
    await expect(changed({ changedAfter: at(3), ...byAmount })).rejects.toThrow(RangeError);
  });

  it('continues no walk under another question, and none that was made up', async () => {
    const { store } = fixture;
    await store.write(cases, SAMPLE);
    const { nextCursor = '' } = await walkOn(store, cases, { limit: 2 });
    const other = { ...byAmount, where: [{ field: 'stage', equals: 'open' }] };
    await expect(walkOn(store, cases, { limit: 2, cursor: nextCursor }, other)).rejects.toThrow(
      InvalidCursor,
    );
    for (const cursor of ['', 'nonsense', btoa('null'), btoa('{"of":1}')])
      await expect(walkOn(store, cases, { limit: 2, cursor })).rejects.toThrow(InvalidCursor);
  });

  let run = 0;

  it('meets every document that is on the list throughout, wherever it moves meanwhile (property)', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ amounts, limit, between }) => {
        const collection: CollectionSpec = { ...cases, name: `walk-${String((run += 1))}` };
        const { store } = fixture;
        await store.ensure(collection);
        const lease = await leaseOn(store, `${collection.name}@1`, 'one', 600_000);
        let place = 0;
        const write = (id: string, amount: number | undefined) =>
          store.write(collection, [upsert(id, (place += 1), amount === undefined ? undefined : { amount })]);
        const note = () => store.saveCheckpoint(lease.name, seen(place), lease);
        for (const [index, id] of IDS.entries()) await write(id, amounts[index]);
        await note();
        const throughout = new Set(IDS);
        const met = new Set<string>();
        let cursor: string | undefined;
        for (let pages = 0; ; pages += 1) {
          const page = await walkOn(store, collection, {
            limit,
            ...(cursor !== undefined && { cursor }),
          });
          expect(page.items.length).toBeLessThanOrEqual(limit);
          for (const id of idsOf(page)) met.add(id);
          cursor = page.nextCursor;
          if (cursor === undefined) break;
          for (const { id, amount, noted } of between[pages] ?? []) {
            await write(id, amount);
            if (amount === undefined) throughout.delete(id);
            if (noted) await note();
          }
          // Whoever feeds a read model notes sooner or later how far it is.
          if (pages >= between.length) await note();
        }
        expect([...throughout].filter((id) => !met.has(id))).toEqual([]);
      }),
      { numRuns: runs(30) },
    );
  });

  it('shows nothing twice while nothing changes', async () => {
    const { store } = fixture;
    await store.write(cases, SAMPLE);
    const lease = await leaseOn(store, 'open-cases@1');
    await store.saveCheckpoint(lease.name, seen(6), lease);
    const shown: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await walkOn(store, cases, { limit: 2, ...(cursor !== undefined && { cursor }) });
      shown.push(...idsOf(page));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(shown).toEqual(['b', 'e', 'a', 'c', 'd']);
  });
}
