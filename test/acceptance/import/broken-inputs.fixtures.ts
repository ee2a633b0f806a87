import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { ImportReport } from '#import';
import { commandLine, type Said } from '../../command-line.ts';
import type { HistoryEvent } from '../../faults/histories.ts';

/** A folder for the suite, with files that are written there and imported. */
export function inputs() {
  let root = '';
  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'redress-broken-'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));
  const at = (name: string): string => path.join(root, name);
  return {
    at,
    write: (name: string, content: string | Buffer): string => {
      writeFileSync(at(name), content);
      return at(name);
    },
    /** On the data folder of that name. */
    imported: (data: string, file: string, mapping = 'cfpb', ...more: string[]): Promise<Said> =>
      commandLine(['--data', at(data), '--json', 'import', file, '--mapping', mapping, ...more]),
  };
}

export const reportOf = ({ stdout }: Said): ImportReport => JSON.parse(stdout) as ImportReport;

/** Every reference that stands in the history. */
export const references = (events: readonly HistoryEvent[]): readonly string[] =>
  events
    .filter(({ stored }) => stored.type === 'ComplaintLogged')
    .map(({ stored }) => (JSON.parse(stored.data) as { source: { reference: string } }).source.reference);
