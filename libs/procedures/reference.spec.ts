import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { procedureFileSchema } from './file-schema.ts';
import { parseProcedure } from './parse.ts';

const reference = readFileSync(new URL('../../docs/reference/procedures.md', import.meta.url), 'utf8');
const example = /```yaml\n(?<yaml>[\s\S]*?)```/.exec(reference)?.groups?.['yaml'] ?? '';

/** Every key and every allowed word anywhere in the schema. */
function vocabulary(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => [
    ...(key === 'properties' ? Object.keys(value as object) : []),
    ...(key === 'enum' ? (value as string[]) : []),
    ...vocabulary(value),
  ]);
}

const howTo = readFileSync(new URL('../../docs/how-to/write-a-procedure.md', import.meta.url), 'utf8');
const library = /```yaml\n(?<yaml>[\s\S]*?)```/.exec(howTo)?.groups?.['yaml'] ?? '';

describe('how to write a procedure', () => {
  it('D13 its file is one that can be used', () => {
    expect(parseProcedure('city-library.yaml', library)).toMatchObject({ id: 'city-library', version: 1 });
  });

  it('D13 the slip that it shows is told in these words', () => {
    const slipped = library.replace('2 working days', '2 workdays');
    expect(() => parseProcedure('city-library.yaml', slipped)).toThrow(
      /clocks\[2\]\.allowance: "2 workdays" is no allowance; write 10m, 1h, 2d, .*\(line 79\)/,
    );
  });
});

describe('reference of procedure files', () => {
  it('D13 shows an example that loads', () => {
    expect(parseProcedure('example.yaml', example)).toMatchObject({ id: 'corner-shop', version: 1 });
  });

  it('D13 shows every key of a file in its example or its tables', () => {
    const words = new Set(reference.match(/\$?[A-Za-z]+/g));
    expect(vocabulary(procedureFileSchema).filter((word) => !words.has(word))).toEqual([]);
  });

  it('D13 names in its example every key that a file may have at the top', () => {
    const keys = Object.keys(procedureFileSchema.properties);
    expect(keys.filter((key) => !new RegExp(`^${key.replace('$', '\\$')}:`, 'm').test(example))).toEqual([]);
  });
});
