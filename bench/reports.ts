import { CASE_FACTS, caseSums, type CaseFacts } from '#cases';
import { BEGINNING, instantOf, type Position, type ReadModelStore, type SumDocument } from '#event-sourcing';
import { sumsOver } from '#event-sourcing/testing';
import { openEngine, type RedressEngine } from '#engine';
import { silentLogger } from '#platform';
import { compare, rateOf, type Comparison, type Figure, type Outcome, type Scale } from './compare.ts';
import { pausesOf } from './pauses.ts';
import { withTempFolder } from './temp-folder.ts';

const MONTH = '2026-09';
const MONTHS = ['2025-09', '2025-12', '2026-03', '2026-06', '2026-08', MONTH];
const AT_ONCE = 2_000;

/** The monthly report over many cases, from what was added up, against reading the documents of these cases and counting nothing. */
export async function benchReports({ quick }: Scale): Promise<Outcome> {
  const outcomes: { readonly comparison: Comparison; readonly figures: readonly Figure[] }[] = [];
  for (const cases of quick ? [5_000] : [20_000, 120_000, 1_000_000])
    outcomes.push(
      await withTempFolder((folder) => benchReport(folder, cases, quick || cases === 1_000_000 ? 1 : 3)),
    );
  return {
    comparisons: outcomes.map(({ comparison }) => comparison),
    figures: outcomes.flatMap(({ figures }) => figures),
  };
}

async function benchReport(folder: string, cases: number, rounds: number) {
  const engine = await openEngine({ dataDirectory: folder, log: silentLogger });
  try {
    await fill(engine.readModels, cases);
    const report = (): Promise<unknown> => engine.queries.monthlyReport({ month: MONTH });
    const named = `monthly report over ${String(cases)} cases`;
    // What was compiled for fewer cases is there.
    const warm = { warm: cases > 120_000 };
    const figures = [
      ...(await pausesOf(
        () => readAll(engine),
        `${named}, the documents of its cases read in pages and thrown away`,
        warm,
      )),
      ...(await pausesOf(report, named, warm)),
      ...(await pausesOf(
        () => engine.readModels.scrub?.(BEGINNING) ?? Promise.resolve(),
        `the file of the read models of ${String(cases)} cases written anew`,
        { warm: true },
      )),
    ];
    const comparison = await compare({
      ...{ title: named, unit: 'cases/s', rounds },
      subject: { what: 'the report', run: () => rateOf(cases, report) },
      baseline: {
        what: 'the documents of its cases, read in pages and thrown away',
        run: () => rateOf(cases, () => readAll(engine)),
      },
    });
    return { comparison, figures };
  } finally {
    await engine.close();
  }
}

async function readAll({ readModels }: RedressEngine): Promise<void> {
  for (const each of MONTHS) {
    const where = [{ field: 'receivedMonth', equals: each }];
    let cursor: string | undefined;
    do {
      const page = await readModels.query(CASE_FACTS, { where, limit: 200, ...(cursor && { cursor }) });
      cursor = page.nextCursor;
      await new Promise(setImmediate);
    } while (cursor !== undefined);
  }
}

async function fill(readModels: ReadModelStore, cases: number): Promise<void> {
  await readModels.ensure(CASE_FACTS);
  const sums = new Map<string, { readonly sum: SumDocument['sum']; readonly amounts: Map<string, number> }>();
  for (let from = 0; from < cases; from += AT_ONCE) {
    const writes = Array.from({ length: Math.min(AT_ONCE, cases - from) }, (_, index) => {
      const document = factsOf(from + index);
      return {
        id: document.caseId,
        document,
        position: String(from + index + 1).padStart(19, '0') as Position,
      };
    });
    await readModels.write(CASE_FACTS, writes);
    const facts = writes.map(({ document }) => document);
    for (const [id, { sum, amounts }] of sumsOver(caseSums, facts)) {
      const known = sums.get(id) ?? { sum, amounts: new Map<string, number>() };
      sums.set(id, known);
      for (const [label, amount] of amounts)
        known.amounts.set(label, (known.amounts.get(label) ?? 0) + amount);
    }
  }
  if ((await readModels.count(CASE_FACTS)) !== cases)
    throw new Error(`not all ${String(cases)} cases are there`);
  const position = String(cases + 1).padStart(19, '0') as Position;
  await readModels.write(
    CASE_FACTS,
    [...sums].map(([id, { sum, amounts }]) => ({ id, position, document: { sum, amounts: [...amounts] } })),
  );
}

const pick = <Value>(values: readonly Value[], index: number): Value =>
  values[index % values.length] as Value;

const fingerprint = (index: number): string =>
  String(index % 5 === 0 ? index % 1_000 : index).padStart(64, '0');

/** As the projection leaves a handled case. */
function factsOf(index: number): CaseFacts {
  const minutes = (index * 7_919) % 20_000;
  return {
    caseId: `CASE-${String(index).padStart(8, '0')}`,
    parts: {
      ...{ concluded: true, options: [], resolved: true, outcomeNotified: true, followedUp: true },
      ...{ ending: 'closed', archived: false, takenOver: [], regulators: [] },
    },
    reopened: 0,
    ...{ procedure: 'residential-property', procedureVersion: 1, stage: 'closed', standing: 'complaint' },
    receivedMonth: pick(MONTHS, index),
    receivedAt: instantOf(1_750_000_000_000 + index * 60_000),
    ...{ channel: pick(['phone', 'email', 'desk'] as const, index), level: 'frontline', imported: false },
    category: `facilities/${String(index % 40)}`,
    categoryGroup: pick(['facilities', 'fees', 'staff'], index),
    rootCause: pick(['facility', 'skill', 'attitude', 'rule'], index),
    severity: pick(['minor', 'important', 'major'], index),
    department: pick(['engineering', 'security', 'cleaning'], index),
    respondentKeys: [`department:${String(index % 300)}`],
    // Four of five complaints are of somebody who complains once.
    complainant: fingerprint(index),
    complainants: [fingerprint(index), fingerprint(index + 0.5)],
    timing: {
      acknowledge: { status: 'counted', minutes: minutes % 90 },
      reply: { status: 'counted', minutes },
      resolve: { status: 'counted', minutes: minutes * 2 },
    },
    ...{
      breaches: {},
      breached: false,
      grants: [],
      confidentialGrants: 0,
      settlement: 'peaceful',
      compensated: {},
      flags: [],
      dispatches: [],
      remedies: [],
    },
    ...{ satisfaction: 1 + (index % 5), satisfied: index % 5 > 1, reopening: 'never', respondents: [] },
  };
}
