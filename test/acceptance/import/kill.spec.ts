import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampled } from '#event-sourcing/testing';
import type { ImportReport } from '#import';
import { commandLine } from '../../command-line.ts';
import type { Boundary } from '../../faults/crash-hook.ts';
import {
  contentsByStream,
  documentsOf,
  expectSameDocuments,
  giveSameSecrets,
  historyOf,
  replayedDocumentsOf,
} from '../../faults/histories.ts';
import {
  expireLeasesOf,
  redress,
  runProgram,
  seeded,
  type Ended,
  type Kill,
} from '../../faults/processes.ts';
import { cfpbText, writeGzip } from '../../faults/synthetic.ts';

const ROWS = sampled({ full: 600, sample: 300 });
const PLAN: readonly Boundary[] = sampled({
  full: [
    'history',
    'history',
    'any statement',
    'history',
    'any statement',
    'history',
    'documents',
    'checkpoints',
  ],
  sample: ['history', 'any statement', 'documents', 'checkpoints'],
});

let root = '';
let file = '';
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-import-kill-'));
  file = path.join(root, 'rows.csv.gz');
  await writeGzip(file, cfpbText(ROWS));
  for (const name of ['whole', 'killed', 'both']) await giveSameSecrets(folderOf(name));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const folderOf = (name: string): string => path.join(root, name);
const counts = (): string => path.join(root, 'counts.json');
const importing = (name: string): readonly string[] => [
  '--data',
  folderOf(name),
  '--json',
  'import',
  file,
  '--mapping',
  'cfpb',
];
/** In a process of its own, which may be killed. */
const importInto = (
  name: string,
  more: { readonly kill?: Kill; readonly counts?: string } = {},
): Promise<Ended> => runProgram({ args: redress(...importing(name)), ...more });

const reportOf = ({ stdout }: Pick<Ended, 'stdout'>): ImportReport => JSON.parse(stdout) as ImportReport;

/** Without positions, times of recording and hashes under the folder's own secret, which differ between any two imports. */
async function timelessDocuments(name: string): Promise<Readonly<Record<string, unknown>>> {
  const documents = await documentsOf(folderOf(name));
  return Object.fromEntries(Object.entries(documents).map(([key, value]) => [key, timeless(value)]));
}

function timeless(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(timeless);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) =>
      ['position', 'recordedAt', 'updatedAt', 'installedAt', 'grams'].includes(key)
        ? []
        : [[key, timeless(part)]],
    ),
  );
}

describe('an import that is killed (INT-11, D19)', () => {
  it('goes on where it stopped, and ends as if nothing had happened', async () => {
    const whole = await importInto('whole', { counts: counts() });
    expect(whole).toMatchObject({ code: 0 });
    expect(reportOf(whole)).toMatchObject({ rows: ROWS, imported: ROWS, alreadyThere: 0, rejected: [] });

    const complete = contentsByStream(await historyOf(folderOf('whole')));
    const written = JSON.parse(readFileSync(counts(), 'utf8')) as Record<Boundary, number>;
    const random = seeded(5);
    for (const boundary of PLAN) {
      const nth = 1 + Math.floor((random() * written[boundary]) / 6);
      const when = random() < 0.5 ? 'before' : 'after';
      const kill: Kill = { boundary, nth, when: boundary === 'any statement' ? 'during' : when };
      const { killed, pid } = await importInto('killed', { kill });
      expect(killed).toBe(true);
      await expectWholeRows(complete);
      await expireLeasesOf(folderOf('killed'), pid);
    }
    const last = await commandLine(importing('killed'));
    expect(last.code).toBe(0);
    const { rows, imported, alreadyThere, rejected } = reportOf(last);
    expect({ rows, together: imported + alreadyThere, rejected }).toEqual({
      rows: ROWS,
      together: ROWS,
      rejected: [],
    });
    expect(contentsByStream(await historyOf(folderOf('killed')))).toEqual(complete);
    expectSameDocuments(await timelessDocuments('killed'), await timelessDocuments('whole'));
    expectSameDocuments(await documentsOf(folderOf('killed')), await replayedDocumentsOf(folderOf('killed')));
  });

  it('changes nothing when it is done already', async () => {
    const before = await everything();
    const again = await commandLine(importing('killed'));
    expect(again).toMatchObject({ code: 0 });
    expect(reportOf(again)).toMatchObject({ rows: ROWS, imported: 0, alreadyThere: ROWS, rejected: [] });
    expect(await everything()).toBe(before);
  });

  it('shares the work with another import of the same rows, should somebody start two', async () => {
    const both = await Promise.all([importInto('both'), importInto('both')]);
    // One of them may say that another one is running, and stop; then it is repeated, as after anything else.
    for (const { code, stderr } of both)
      if (code !== 0) expect(stderr).toContain('Another import of the same rows is running');
    expect(reportOf(await commandLine(importing('both')))).toMatchObject({
      rows: ROWS,
      imported: 0,
      alreadyThere: ROWS,
      rejected: [],
    });
    expect(contentsByStream(await historyOf(folderOf('both')))).toEqual(
      contentsByStream(await historyOf(folderOf('whole'))),
    );
  });
});

/** History and documents in one text: comparing thousands of objects one by one takes its time. */
const everything = async (): Promise<string> =>
  JSON.stringify([
    (await historyOf(folderOf('killed'))).map(({ stored: { position, id, data, metadata } }) => [
      position,
      id,
      data,
      metadata,
    ]),
    await documentsOf(folderOf('killed')),
  ]);

type Contents = ReturnType<typeof contentsByStream>;

/** Nothing half-imported: a case has all that its row tells, or it is not there at all. */
async function expectWholeRows(whole: Contents): Promise<void> {
  for (const [stream, contents] of Object.entries(contentsByStream(await historyOf(folderOf('killed')))))
    expect({ stream, contents }).toEqual({ stream, contents: whole[stream] });
}
