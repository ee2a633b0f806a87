import { parseArgs } from 'node:util';
import { benchAppend } from './append.ts';
import type { Outcome, Scale } from './compare.ts';
import { benchEventStoreDb } from './eventstoredb/eventstoredb.ts';
import { benchHttp } from './http/http.ts';
import { benchProofCost } from './http/proof-cost.ts';
import { benchKeys } from './keys.ts';
import { benchLatency } from './http/latency.ts';
import { benchHostile } from './hostile/hostile.ts';
import { benchImport } from './import.ts';
import { benchMongo } from './mongodb.ts';
import { benchRebuild } from './rebuild.ts';
import { describe, toJson } from './report.ts';
import { benchReports } from './reports.ts';
import { benchStart } from './start/start.ts';
import { benchVerify } from './verify.ts';
import { benchWhatIf } from './what-if.ts';

const BENCHMARKS: Readonly<Record<string, (scale: Scale) => Promise<Outcome>>> = {
  http: benchHttp,
  append: benchAppend,
  rebuild: benchRebuild,
  reports: benchReports,
  mongodb: benchMongo,
  eventstoredb: benchEventStoreDb,
  import: benchImport,
  latency: benchLatency,
  start: benchStart,
  verify: benchVerify,
  keys: benchKeys,
  proof: benchProofCost,
  hostile: benchHostile,
  'what-if': benchWhatIf,
};

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const { only, quick, json } = values;
const chosen = Object.entries(BENCHMARKS).filter(([name]) => only === undefined || name === only);
if (chosen.length === 0) throw new Error(`--only takes one of ${Object.keys(BENCHMARKS).join(', ')}`);

const outcomes: Outcome[] = [];
for (const [name, run] of chosen) {
  const begun = performance.now();
  process.stderr.write(`${name} … `);
  outcomes.push(await run({ quick }));
  process.stderr.write(`${((performance.now() - begun) / 1000).toFixed(0)} s\n`);
}
const outcome: Outcome = {
  comparisons: outcomes.flatMap(({ comparisons }) => comparisons),
  figures: outcomes.flatMap(({ figures }) => figures),
  notRun: outcomes.flatMap(({ notRun = [] }) => notRun),
};
process.stdout.write(json ? toJson(outcome) : describe(outcome));
