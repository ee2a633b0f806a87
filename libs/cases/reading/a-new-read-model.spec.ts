import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const sources = globSync('{apps,libs}/**/*.ts', { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !/[.]spec[.]ts$|\/testing\//.test(file));

/** Whoever imports something of that folder, from outside of it. */
const importersOf = (folder: string): readonly string[] =>
  sources
    .filter((file) => !file.startsWith(`libs/cases/${folder}/`))
    .filter((file) => readFileSync(path.join(root, file), 'utf8').includes(`/${folder}/`))
    .toSorted();

/** The barrel hands on what tests, the demo and benchmarks name; routes and command lines need none of it. */
const REGISTERED = ['libs/cases/index.ts', 'libs/cases/read-models.ts'];

/** What may ask the read model of a folder, beside the queries that stand in it. */
const READ_BY: Readonly<Record<string, readonly string[]>> = {
  // What is told of a case, and to whom, is decided for every answer at once.
  'case-details': [
    ...['libs/cases/reading/reading.ts', 'libs/cases/case-search/search.ts'],
    // A case at a past moment, and what is said of its events.
    ...['libs/cases/how-known/', 'libs/cases/conformance/conformance.query.ts'],
    // What waits for a decision, by the case itself.
    'libs/cases/awaiting/',
  ],
  // The reports count them; their queries fill folders of their own.
  'case-facts': [
    ...['libs/cases/monthly-report/', 'libs/cases/annual-report/', 'libs/cases/conformance/'],
    'libs/cases/handling-quality/',
  ],
  // What is found is told as a list.
  'case-search': ['libs/cases/open-cases/open-cases.query.ts'],
  'compensation-ledger': [],
  complainants: [],
  deadlines: [],
  // Who may find a case, in whatever list, is asked of the list of all cases.
  'open-cases': ['libs/cases/reading/', 'libs/cases/workload/', 'libs/cases/awaiting/', 'libs/cases/moving/'],
  'sla-breaches': [],
};

const folds = globSync('libs/cases/*/*.projection.ts', { cwd: root }).map((file) =>
  path.basename(path.dirname(file)),
);

it('D26: no fold stands outside of the folders that are looked at', () => {
  expect(folds.toSorted()).toEqual(Object.keys(READ_BY).toSorted());
});

it.each(Object.entries(READ_BY))(
  'D26: a read model is its folder and its line in read-models.ts: %s is known nowhere else',
  (folder, readers) => {
    const elsewhere = importersOf(folder).filter(
      (file) => !readers.some((reader) => file.startsWith(reader)),
    );
    expect(REGISTERED).toEqual(expect.arrayContaining([...elsewhere]));
    expect(elsewhere).toContain('libs/cases/read-models.ts');
  },
);

it('D26: a query is one definition in one file', () => {
  const files = sources.filter((file) => file.startsWith('libs/') && file.endsWith('.query.ts'));
  const defined = (file: string): number =>
    readFileSync(path.join(root, file), 'utf8').match(/export const \w+ = (query|list)\(\{/g)?.length ?? 0;
  expect(files.map((file) => [file, defined(file)])).toEqual(files.map((file) => [file, 1]));
  const others = sources.filter((file) => !files.includes(file) && defined(file) > 0);
  expect(others).toEqual([]);
});
