import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createHistoryCodec } from './commands/codecs.ts';
import { AGGREGATES, STREAM_PREFIXES } from './aggregates.ts';
import { allQueries } from './queries/queries.ts';

const root = path.resolve(import.meta.dirname, '../..');
const sources = globSync('{apps,libs}/**/*.ts', { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !/[.]spec[.]ts$|\/testing\//.test(file));

/** Whoever names any of these, from outside of the folder that they stand in. */
const naming = (words: RegExp, folder: string): readonly string[] =>
  sources
    .filter((file) => !file.startsWith(folder))
    .filter((file) => words.test(readFileSync(path.join(root, file), 'utf8')))
    .toSorted();

describe('a kind of aggregate', () => {
  it('D1 is its folder and a line in the registry: nobody else lists what it is made of', () => {
    const parts = /organisation(EventContracts|EventSchemas|Commands|Queries|Decider)|ORGANISATION_STREAM/;
    expect(naming(parts, 'libs/organisation/')).toEqual([]);
    // `organise` names it for programs that know what they send.
    expect(naming(/organisationAggregate/, 'libs/organisation/')).toEqual([
      'libs/engine/aggregates.ts',
      'libs/engine/commands/commanding.ts',
    ]);
  });

  it.each(AGGREGATES)('D1 $kind: its value says how it is stored and what can be asked', (aggregate) => {
    const { kind, contracts, queries } = aggregate;
    expect(STREAM_PREFIXES).toContain(`${kind}-`);
    expect(aggregate.stream(aggregate.id.example).startsWith(`${kind}-`)).toBe(true);
    for (const { type, version } of contracts) expect(createHistoryCodec().versionOf(type)).toBe(version);
    expect(allQueries).toEqual(expect.arrayContaining([...queries]));
  });

  it('D1 no two kinds share an address, the name of an id, or an event', () => {
    const each = AGGREGATES.flatMap(({ kind, address, id, contracts }) => [
      ...[kind, address, id.name],
      ...contracts.map(({ type }) => type),
    ]);
    // The one organisation stands at its own name.
    expect(each.filter((word, index) => each.indexOf(word) !== index)).toEqual([
      'organisation',
      'organisation',
    ]);
  });
});
