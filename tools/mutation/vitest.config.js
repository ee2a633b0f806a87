import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** The pure suites only, by Vitest's own loader: a mutant is switched on in each suite's set-up, which that one runs anew. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '../..'),
  test: {
    include: ['libs/{cases,organisation,procedures}/**/*.spec.ts'],
    setupFiles: ['./test/properties.ts'],
    pool: 'threads',
    isolate: false,
    maxWorkers: 1,
  },
});
