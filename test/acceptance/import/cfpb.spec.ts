import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';
import type { MonthlyReport, SlaBreach } from '#cases';
import { isFullRun } from '#event-sourcing/testing';
import { importFile, loadMapping, type ImportReport } from '#import';
import { openEngine, type RedressEngine } from '#engine';

const DATA =
  process.env['REDRESS_SHARED_DATA'] ?? path.resolve(import.meta.dirname, '../../../../shared/data');
const FILE = path.join(DATA, 'cfpb-complaints.csv.gz');
const ROWS = 35_010;
const BREACHES = 513;
const EVERY = 40;

type Row = Readonly<Record<string, string>>;
type Counts = Readonly<Record<string, number>>;

/** Counted straight from the file, with nothing of the product. */
function countBy(rows: readonly Row[], keyOf: (row: Row) => string): Counts {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return Object.fromEntries(counts);
}

const field =
  (name: string) =>
  (row: Row): string =>
    row[name] ?? '';
const month = (row: Row): string => field('Date submitted')(row).slice(0, 7);
const category = (row: Row): string => `${field('Product')(row)}/${field('Issue')(row)}`;
const late = (rows: readonly Row[]): readonly Row[] => rows.filter((row) => row['Timely response?'] === 'No');

const csvLine = (values: readonly string[]): string =>
  values.map((value) => `"${value.replaceAll('"', '""')}"`).join(',');

/** Every late answer, the first row of every category, and every fortieth of the others. */
function sampleOf(all: readonly Row[]): readonly Row[] {
  const seen = new Set<string>();
  return all.filter((row, index) => {
    const first = !seen.has(category(row));
    seen.add(category(row));
    return first || row['Timely response?'] === 'No' || index % EVERY === 0;
  });
}

type Spread = MonthlyReport['byCategory'];
const countsIn = ({ rows }: Spread): Counts => Object.fromEntries(rows.map(({ key, count }) => [key, count]));

function sum(all: readonly Counts[]): Counts {
  const total: Record<string, number> = {};
  for (const counts of all)
    for (const [key, count] of Object.entries(counts)) total[key] = (total[key] ?? 0) + count;
  return total;
}

const found = existsSync(FILE);
const suite = found ? describe : describe.skip;

suite(
  `${isFullRun ? '' : 'some of the '}35,010 complaints about a bank${found ? '' : ` (skipped: there is no ${FILE}; REDRESS_SHARED_DATA names the folder)`}`,
  () => {
    let folder = '';
    let engine: RedressEngine;
    let rows: readonly Row[] = [];
    let all: readonly Row[] = [];
    let file = FILE;
    let report: ImportReport;
    const reports = new Map<string, MonthlyReport>();
    const importAll = (): Promise<ImportReport> =>
      importFile(engine, { file, mapping: loadMapping('cfpb'), by: 'acceptance' });

    beforeAll(async () => {
      all = parse<Row>(gunzipSync(readFileSync(FILE)), { columns: true, bom: true });
      folder = await mkdtemp(path.join(tmpdir(), 'redress-cfpb-'));
      rows = isFullRun ? all : sampleOf(all);
      if (!isFullRun) {
        file = path.join(folder, 'sample.csv');
        writeFileSync(file, [Object.keys(rows[0] ?? {}), ...rows.map(Object.values)].map(csvLine).join('\n'));
      }
      engine = await openEngine({ dataDirectory: path.join(folder, 'data') });
      report = await importAll();
      await engine.catchUp();
      for (const each of Object.keys(countBy(rows, month)))
        reports.set(each, await engine.queries.monthlyReport({ month: each }));
    });
    afterAll(async () => {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    });

    it('INT-11: are all taken, none twice and none rejected', () => {
      expect(all).toHaveLength(ROWS);
      expect(report).toEqual({ rows: rows.length, imported: rows.length, alreadyThere: 0, rejected: [] });
    });

    it('INT-11: give the counts of the file by response, month, product and issue', () => {
      const given = [...reports.values()];
      const totals = given.map(({ month: each, total }) => [each, total.count] as const);
      expect(Object.fromEntries(totals)).toEqual(countBy(rows, month));
      expect(sum(given.map(({ byResponse }) => countsIn(byResponse)))).toEqual(
        countBy(rows, field('Company response to consumer')),
      );
      expect(sum(given.map(({ byCategoryGroup }) => countsIn(byCategoryGroup)))).toEqual(
        countBy(rows, field('Product')),
      );
      expect(sum(given.map(({ byCategory }) => countsIn(byCategory)))).toEqual(countBy(rows, category));
    });

    it('REP-2: show the 513 late answers as breaches, page by page, without a due time that nobody knows', async () => {
      const breaches: SlaBreach[] = [];
      let cursor: string | undefined;
      do {
        const page = await engine.queries.breaches({ limit: 100, ...(cursor !== undefined && { cursor }) });
        breaches.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(late(rows)).toHaveLength(BREACHES);
      expect(new Set(breaches.map(({ caseId }) => caseId)).size).toBe(BREACHES);
      expect(breaches).toHaveLength(BREACHES);
      for (const breach of breaches) {
        expect(breach).toMatchObject({
          kind: 'firstReply',
          foundBy: 'import',
          status: 'settled',
          settledBy: 'import',
        });
        expect(breach).not.toHaveProperty('dueAt');
      }
      expect((await engine.queries.openCases({ limit: 1 })).items).toEqual([]);
    });

    it('REP-3: give a report of every month that agrees with the file, and says what the file does not tell', () => {
      expect(reports.size).toBe(50);
      for (const [each, monthly] of reports) {
        const ofMonth = rows.filter((row) => month(row) === each);
        const total = ofMonth.length;
        expect({ each, total: monthly.total.count, leftOut: monthly.leftOut.rows }).toEqual({
          each,
          total,
          leftOut: [],
        });
        expect(countsIn(monthly.byCategory)).toEqual(countBy(ofMonth, category));
        expect(countsIn(monthly.byCategoryGroup)).toEqual(countBy(ofMonth, field('Product')));
        expect(countsIn(monthly.byResponse)).toEqual(countBy(ofMonth, field('Company response to consumer')));
        expect(monthly.breaches.cases.count).toBe(late(ofMonth).length);
        expect(monthly.breaches.rows.map(({ kind, breaches }) => [kind, breaches])).toEqual(
          late(ofMonth).length === 0 ? [] : [['firstReply', late(ofMonth).length]],
        );
        for (const time of [monthly.times.acknowledge, monthly.times.reply, monthly.times.resolve]) {
          expect({
            ...time,
            counted: time.counted.count,
            notYet: time.notYet.count,
            ended: time.ended.count,
            unknown: time.unknown.count,
          }).toEqual({ counted: 0, notYet: 0, ended: 0, unknown: total });
        }
        const paid = ofMonth.filter(
          (row) => row['Company response to consumer'] === 'Closed with monetary relief',
        ).length;
        expect(monthly.compensation).toMatchObject({ rows: [], totals: [], unknown: { count: paid } });
        expect(monthly.satisfaction.unknown.count).toBe(total);
        expect(monthly.reopening.unknown.count).toBe(total);
        expect(monthly.byRootCause.unknown.count).toBe(total);
      }
    });

    it('INT-11: change nothing when they are imported again', async () => {
      const [head, statuses] = [await engine.store.head(), await engine.projections()];
      expect(await importAll()).toEqual({
        ...{ rows: rows.length, imported: 0, alreadyThere: rows.length, rejected: [] },
      });
      await engine.catchUp();
      expect(await engine.store.head()).toBe(head);
      expect(await engine.projections()).toEqual(statuses);
      const last = [...reports.keys()].sort().at(-1) ?? '';
      expect(await engine.queries.monthlyReport({ month: last })).toEqual(reports.get(last));
    });
  },
);
