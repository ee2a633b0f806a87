import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnsOf, InvalidMapping } from './mapping/mapping.ts';
import { loadMapping, shippedMappings } from './load-mapping.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'redress-mapping-'));
});
afterAll(() => rm(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};

describe('mappings (INT-11)', () => {
  it('that are shipped can all be used', () => {
    expect(shippedMappings()).toContain('cfpb');
    for (const name of shippedMappings()) expect(loadMapping(name).id).toBe(name);
  });

  it('in the how-to can be used, and show every key there is', () => {
    const howTo = readFileSync(path.join(import.meta.dirname, '../../docs/how-to/import-history.md'), 'utf8');
    const [, example = ''] = /```yaml\n(.*?)```/s.exec(howTo) ?? [];
    const mapping = loadMapping(write('example.yaml', example));
    const keys = [
      'id', 'title', 'system', 'procedure', 'columns', 'reference', 'received', 'channel', 'category', 'severity',
      'department', 'description', 'outcome', 'facts',
    ]; // prettier-ignore
    expect(Object.keys(mapping).sort()).toEqual(keys.sort());
    expect(Object.keys(mapping.outcome ?? {}).sort()).toEqual([
      'answeredInTime',
      'publicResponse',
      'relief',
      'response',
      'stillOpen',
    ]);
    expect(columnsOf(mapping)).toContain('Closed on');
  });

  it.runIf(process.platform === 'linux')('are no devices without an end', () => {
    expect(() => loadMapping('/dev/zero')).toThrow(/^zero: It is larger than 1 MB/);
  });

  it('that cannot be read name their file', () => {
    mkdirSync(path.join(folder, 'folder.yaml'));
    for (const [file, reason] of [
      [path.join(folder, 'folder.yaml'), /^folder\.yaml: .*EISDIR/],
      [write('broken.yaml', 'id: [a'), /^broken\.yaml: /],
      [write('large.yaml', `id: ${'x'.repeat(2 ** 21)}`), /^large\.yaml: It is larger than 1 MB/],
      [write('twice.yaml', 'id: a\nid: b\n'), /^twice\.yaml: Map keys must be unique/],
      [write('empty.yaml', ''), /^empty\.yaml: is empty$/],
      ['nobody', /^There is no mapping "nobody"\. Shipped: .*cfpb/],
      ['../nowhere.yaml', /^There is no mapping "\.\.\/nowhere\.yaml"/],
    ] as const) {
      expect(() => loadMapping(file)).toThrow(InvalidMapping);
      expect(() => loadMapping(file)).toThrow(reason);
    }
  });
});
