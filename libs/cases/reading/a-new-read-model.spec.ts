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

it.each([
  ['sla-breaches', []],
  // Who may find a case, in whatever list, is asked of the list of all cases.
  ['open-cases', ['libs/cases/reading/listing.ts']],
])(
  'D26: a read model is its folder and its lines in read-models.ts: %s is known nowhere else',
  (folder, more) => {
    expect(importersOf(folder)).toEqual([...REGISTERED, ...more]);
  },
);
