import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';

/**
 * Loaded before a program (`--import`), this counts the statements that write, and ends the process as `kill -9` does
 * at the one that the environment names: `REDRESS_TEST_CRASH=checkpoints:3:before`. `during` ends it from another
 * thread while the statement runs: in the middle of a write, of a sync, or just behind it. `REDRESS_TEST_COUNTS` names
 * a file that gets the counts of a run that was left alone. Nothing of the product knows of it.
 */
export const BOUNDARIES = [
  'history',
  'scheduler',
  'read models',
  'documents',
  'checkpoints',
  'leases',
  'generations',
  'any statement',
] as const;
export type Boundary = (typeof BOUNDARIES)[number];

interface Statement {
  readonly file: string;
  readonly sql: string;
}

const DEADLINES: readonly unknown[] = ['DeadlineWarningRaised', 'DeadlineBreached'];

const isAt: Readonly<Record<Boundary, (statement: Statement, values: readonly unknown[]) => boolean>> = {
  // Begin, insert, savepoint and commit of the event store: also the middle of a transaction.
  history: ({ file }) => file === 'events.db',
  scheduler: ({ file, sql }, values) =>
    file === 'events.db' && sql.startsWith('INSERT') && values.some((value) => DEADLINES.includes(value)),
  'read models': ({ file }) => file === 'read-models.db',
  documents: ({ sql }) => sql.startsWith('INSERT INTO "documents of'),
  checkpoints: ({ sql }) => sql.startsWith('INSERT INTO checkpoints'),
  leases: ({ sql }) => sql.startsWith('INSERT INTO leases'),
  generations: ({ sql }) => /^(UPDATE generations|DROP TABLE|CREATE|DELETE)/.test(sql),
  'any statement': () => true,
};

const [boundary = '', nth = '', when = ''] = (process.env['REDRESS_TEST_CRASH'] ?? '').split(':');
const counts = Object.fromEntries(BOUNDARIES.map((name) => [name, 0])) as Record<Boundary, number>;
const statements = new WeakMap<StatementSync, Statement>();
/** Set to 1, it ends the process. */
const doom = new Int32Array(new SharedArrayBuffer(4));
if (when === 'during')
  new Worker(
    `const { workerData } = require('node:worker_threads');
    Atomics.wait(workerData, 0, 0);
    process.kill(process.pid, 'SIGKILL');`,
    { eval: true, workerData: doom, execArgv: [], env: {} },
  ).unref();

function die(): never {
  if (when !== 'during') process.kill(process.pid, 'SIGKILL');
  // The signal ends the process before anything else of it happens.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function doomed(): void {
  Atomics.store(doom, 0, 1);
  Atomics.notify(doom, 0);
}

function reach(statement: Statement, values: readonly unknown[]): boolean {
  let named = false;
  for (const name of BOUNDARIES) {
    if (!isAt[name](statement, values)) continue;
    counts[name] += 1;
    named ||= name === boundary && counts[name] === Number(nth);
  }
  return named;
}

// eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this` below
const { prepare } = DatabaseSync.prototype;
DatabaseSync.prototype.prepare = function (...args) {
  const prepared = Reflect.apply(prepare, this, args);
  statements.set(prepared, { file: path.basename(this.location() ?? ''), sql: args[0].trim() });
  return prepared;
};

// eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this` below
const { run } = StatementSync.prototype;
StatementSync.prototype.run = function (this: StatementSync, ...values: Parameters<typeof run>) {
  const statement = statements.get(this);
  const here = statement !== undefined && reach(statement, values);
  if (here && when === 'before') die();
  if (here && when === 'during') doomed();
  const result = Reflect.apply(run, this, values);
  if (here) die();
  return result;
} as typeof run;

const countsFile = process.env['REDRESS_TEST_COUNTS'];
if (countsFile !== undefined)
  process.on('exit', () => {
    writeFileSync(countsFile, JSON.stringify(counts));
  });
