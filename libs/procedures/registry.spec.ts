import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadProcedures } from './load.ts';
import { createRegistry } from './registry.ts';

const procedure = (id: string, version: number): string => `
id: ${id}
version: ${version}
title: T
source: S
timeZone: UTC
currency: USD
calendar: { holidays: none, workingWeekdays: [1], openingHours: ['09:00-17:00'] }
severities: [{ id: only, title: Only }]
categories: asRecorded
rootCauses: {}
ladder: []
routing: { default: desk }
authority: { compensation: {} }
clocks: []
inadmissibleGrounds: {}
followUp: { required: false, maxAttempts: 0, byOtherThanHandler: false, scale: 5, satisfiedFrom: 3 }
attempts: { callback: 1, offer: 1, outcome: 1, minutesApart: 10 }
resolving: { requires: [] }
closing: { requires: [] }
settleAtOnce: []
duplicateWindowDays: 0
`;
const file = (name: string, id: string, version: number) => ({ name, text: procedure(id, version) });

describe('registry of procedures', () => {
  it('D13 keeps every version, and offers the newest', () => {
    const registry = createRegistry([file('b2', 'b', 2), file('a', 'a', 1), file('b10', 'b', 10)]);
    expect(registry.get('b')?.version).toBe(10);
    expect(registry.get('b', 2)?.version).toBe(2);
    expect(registry.get('b', 3)).toBeUndefined();
    expect(registry.get('c')).toBeUndefined();
    expect(registry.list().map(({ id, version }) => `${id}@${version}`)).toEqual(['a@1', 'b@10']);
  });

  it('D13 refuses two files of the same id and version, naming both', () => {
    expect(() => createRegistry([file('one.yaml', 'a', 1), file('two.yaml', 'a', 1)])).toThrow(
      'two.yaml: version: a version 1 is already in one.yaml',
    );
  });

  it('D13 lists the problems of all files at once', () => {
    const broken = (name: string) => ({ name, text: procedure('a', 0) });
    expect(() => createRegistry([broken('one.yaml'), broken('two.yaml')])).toThrow(
      /one\.yaml: version: .*\ntwo\.yaml: version: /,
    );
  });
});

describe('loading from disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'procedures-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('D13 loads the shipped procedures with the hash of their text', () => {
    const registry = loadProcedures();
    expect(registry.list().map(({ id }) => id)).toEqual(
      expect.arrayContaining(['historic-import', 'residential-property', 'supermarket-authority']),
    );
    expect(registry.get('residential-property')?.contentHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('D13 adds the procedures of an own folder, newer versions of shipped ones included', () => {
    writeFileSync(join(folder, 'mine.yml'), procedure('mine', 1));
    writeFileSync(join(folder, 'newer.yaml'), procedure('residential-property', 99));
    writeFileSync(join(folder, 'notes.txt'), 'not a procedure');
    const registry = loadProcedures(folder);
    expect(registry.get('mine')?.title).toBe('T');
    expect(registry.get('residential-property')?.version).toBe(99);
    expect(registry.get('residential-property', 1)?.version).toBe(1);
  });

  it('D13 refuses a shipped version again, and a folder that is not there', () => {
    writeFileSync(join(folder, 'again.yaml'), procedure('historic-import', 1));
    expect(() => loadProcedures(folder)).toThrow(
      'historic-import version 1 is already in shipped/historic-import.yaml',
    );
    expect(() => loadProcedures(join(folder, 'missing'))).toThrow('there is no such folder of procedures');
  });
});
