import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const page = path.resolve(import.meta.dirname, '../../docs/explanation/time.md');
const rows = [
  ...readFileSync(page, 'utf8').matchAll(/^\| (?<name>.+?) +\| \[[^\]]+\]\((?<file>[^)]+)\)/gm),
].map(({ groups }) => [groups?.['name'] ?? '', groups?.['file'] ?? ''] as const);

it('the page on time names enough tests to be worth reading', () => {
  expect(rows.length).toBeGreaterThan(25);
});

it.each(rows)('the page on time names a test that is there: %s', (name, file) => {
  const spec = readFileSync(path.resolve(path.dirname(page), file), 'utf8');
  expect(spec).toContain(`it('${name}'`);
});
