import { expect, it } from 'vitest';
import { BEGINNING } from '../primitives.ts';
import type { ServedReads } from '../projection/serving.ts';
import type { CollectionSpec, Query } from '../read-model-store.ts';
import { answer } from './answer-schema.ts';
import { field } from './field.ts';
import { listsOf, type ListDefinition } from './list-definition.ts';

interface Types {
  readonly ports: { readonly readModels: ServedReads };
  readonly reader: string;
  readonly who: 'everybody';
  readonly group: 'Cases';
}
interface Case {
  readonly caseId: string;
  readonly owner: string;
}

const CASES: CollectionSpec = { name: 'cases', version: 1, fields: { owner: 'text' }, indexes: [['owner']] };
const filters = { owner: field.text({ optional: true, max: 10, example: 'lin' }) };

const definition: ListDefinition<Types, 'cases', typeof filters, Case, Pick<Case, 'caseId'>> = {
  ...{ name: 'cases', summary: 'Cases.', group: 'Cases', at: 'cases', who: 'everybody' },
  ...{ of: CASES, filters, moves: false },
  order: () => ({ field: 'owner', direction: 'ascending' }),
  visible: (found, { reader }) => found.filter(({ owner }) => owner !== reader),
  row: answer.object({ caseId: answer.text('A') }),
  told: ({ caseId }) => ({ caseId }),
  commandLine: {
    ...{ words: 'cases list', description: 'cases', none: 'No case matches.' },
    columns: { case: ({ caseId }) => caseId },
  },
};
const cases = listsOf<Types>()(definition);

function stored(...all: readonly Case[]) {
  const asked: Query[] = [];
  const readModels: ServedReads = {
    checkpoint: () => Promise.resolve(BEGINNING),
    get: () => Promise.resolve(undefined),
    load: () => Promise.resolve(new Map()),
    query: (_, query) => {
      asked.push(query);
      const from = Number(query.cursor ?? 0);
      const next = from + query.limit;
      return Promise.resolve({
        items: all.slice(from, next),
        ...(next < all.length && { nextCursor: String(next) }),
      });
    },
  };
  return { ports: { readModels }, asked };
}

const A = { caseId: 'A', owner: 'lin' };
const B = { caseId: 'B', owner: 'wang' };

it('D26: a list is narrowed by its own fields, and by nothing that only says which page it is', async () => {
  const { ports, asked } = stored(A);
  await cases.run({ owner: 'lin', limit: 5, cursor: '0' }, ports);
  expect(asked[0]).toMatchObject({ where: [{ field: 'owner', equals: 'lin' }], limit: 5, cursor: '0' });
});

it('D26: its page is full of what the reader may see, as it is told', async () => {
  const { ports } = stored(A, B, A, B);
  expect(await cases.run({ limit: 2 }, ports, 'lin')).toEqual({
    ...{ items: [{ caseId: 'B' }, { caseId: 'B' }], count: 2 },
  });
  expect(await cases.run({ limit: 1 }, ports)).toEqual({ items: [{ caseId: 'A' }], nextCursor: '1' });
});

it('REP-1 every list says how long it is: on a single page anyway, on several when it is asked', async () => {
  const { ports } = stored(A, B, A, B, A);
  expect(await cases.run({}, ports)).toMatchObject({ count: 5 });
  expect(await cases.run({ limit: 1, count: true }, ports, 'lin')).toEqual({
    ...{ items: [{ caseId: 'B' }], nextCursor: '2', count: 2 },
  });
  expect(await cases.run({ limit: 2, cursor: '4' }, ports)).not.toHaveProperty('count');
  expect(cases.commandLine.shows({ items: [{ caseId: 'A' }], count: 1 })).toContain('1 in all\n');
});

it('D26: fields, schema and table follow from it', () => {
  expect(Object.keys(cases.asks)).toEqual(['owner', 'count', 'limit', 'cursor']);
  expect(cases.reads({})).toEqual([CASES]);
  expect(cases.answers).toEqual(answer.page(definition.row, { 'count?': answer.whole(12) }));
  expect(cases.commandLine.shows({ items: [] })).toEqual(['No case matches.\n']);
  expect(cases.commandLine.shows({ items: [{ caseId: 'A' }], nextCursor: '1' })).toEqual([
    { head: ['case'], rows: [['A']], numeric: [] },
    'More: --cursor 1\n',
  ]);
});
