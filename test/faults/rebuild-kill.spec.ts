import { writeFileSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseIdFrom } from '#cases';
import { sampled } from '#event-sourcing/testing';
import { importFile, loadMapping } from '#import';
import { openEngine, type RedressEngine } from '#engine';
import { commandLine } from '../command-line.ts';
import type { Boundary } from './crash-hook.ts';
import { documentsOf, expectSameDocuments, replayedDocumentsOf } from './histories.ts';
import { expireLeasesOf, redress, runProgram, seeded, type Ended, type Kill } from './processes.ts';
import { cfpbText } from './synthetic.ts';
import { shown } from './workload.ts';
import { logging } from '../complaints.ts';
import { hire } from '../organisation.ts';

const ROWS = 240;
/** Beside the statements themselves, what only a rebuild does: begin a copy, switch to it, remove the old one. */
const PLAN: readonly Boundary[] = sampled({
  full: [
    'documents', 'generations', 'checkpoints', 'any statement', 'generations', 'read models', 'generations', 'documents',
  ],
  sample: ['documents', 'generations', 'any statement', 'checkpoints', 'generations', 'read models'],
}); // prettier-ignore

let root = '';
let folder = '';
let engine: RedressEngine;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-rebuild-kill-'));
  folder = path.join(root, 'data');
  const file = path.join(root, 'rows.csv');
  writeFileSync(file, cfpbText(ROWS));
  engine = await openEngine({ dataDirectory: folder, projections: 'inline' });
  await hire(engine, { id: 'lin.yue' });
  await importFile(engine, { file, mapping: loadMapping('cfpb'), by: 'test' });
  await engine.catchUp();
});
afterAll(async () => {
  await engine.close();
  await rm(root, { recursive: true, force: true });
});

const rebuilding = (): readonly string[] => ['--data', folder, '--json', 'projections', 'rebuild'];
const rebuild = (kill?: Kill, counts?: string): Promise<Ended> =>
  runProgram({ args: redress(...rebuilding()), kill, ...(counts !== undefined && { counts }) });

const live = (): readonly string[] => {
  const database = new DatabaseSync(path.join(folder, 'read-models.db'));
  const rows = database
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'documents of %'`)
    .all();
  database.close();
  return rows.map((row) => String(row['name']));
};

/** The server goes on meanwhile: a command is taken, and its case is in the list as soon as it is asked for. */
async function expectServing(number: number): Promise<void> {
  const outcome = await engine.execute({
    ...logging(caseIdFrom(`beside the rebuild ${String(number)}`), {
      complainant: { kind: 'individual', name: 'Li Na' },
    }),
    actor: { id: 'lin.yue', role: 'operations' },
  });
  if (outcome.outcome !== 'accepted') throw new Error(`not taken: ${outcome.outcome}`);
  await shown(engine);
  const { items } = await engine.queries.openCases({ procedure: 'residential-property', limit: 500 });
  expect(items).toHaveLength(number + 1);
  expect((await engine.queries.monthlyReport({ month: '2020-01' })).total.count).toBe(ROWS / 12);
}

describe('a rebuild that is killed while the server goes on (D7)', () => {
  it('never disturbs the live read models, and ends with the same ones', async () => {
    const random = seeded(11);
    const countsFile = path.join(root, 'counts.json');
    expect(await rebuild(undefined, countsFile)).toMatchObject({ code: 0 });
    const counts = JSON.parse(readFileSync(countsFile, 'utf8')) as Record<Boundary, number>;
    let kills = 0;
    for (const [index, boundary] of PLAN.entries()) {
      const nth = 1 + Math.floor(random() * counts[boundary]);
      const when = random() < 0.5 ? 'before' : 'after';
      const kill: Kill = { boundary, nth, when: boundary === 'any statement' ? 'during' : when };
      const dying = rebuild(kill);
      await expectServing(2 * index);
      const { killed, pid, code } = await dying;
      expect({ boundary, code }).toEqual({ boundary, code: killed ? null : 0 });
      kills += Number(killed);
      await expireLeasesOf(folder, pid);
      await expectServing(2 * index + 1);
    }
    expect(kills).toBeGreaterThanOrEqual(PLAN.length - 3);
    expect(await commandLine(rebuilding())).toMatchObject({ code: 0 });
    await expectServing(2 * PLAN.length);
    // One copy of each: nothing is left of those that were under way.
    const kept = live().map((name) => name.split('@', 1)[0]);
    expect(kept).toEqual([...new Set(kept)]);
    expect(kept).toContain('documents of open-cases');
    expectSameDocuments(await documentsOf(folder), await replayedDocumentsOf(folder));
  });
});
