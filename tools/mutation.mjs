// How much of the rules the tests would miss: changes the domain code in thousands of small ways and runs the pure suites
// against each. `--sample 10` takes a tenth of it, drawn with `--seed`; `--only PART` takes paths that contain PART.
// Writes the survivors to .mutation/survivors.txt; fails below 80 %.
import { readdirSync, readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});
const ROOMS = ['libs/cases', 'libs/procedures'];
const BLOCK_LINES = 8;
const LEAST_SCORE = 80;

const isSource = (file) => /\.ts$/.test(file) && !/\.spec\.ts$|\/testing\/|\/index\.ts$/.test(file);
const sources = ROOMS.flatMap((room) =>
  readdirSync(room, { recursive: true }).map((file) => path.posix.join(room, file.replaceAll(path.sep, '/'))),
).filter((file) => isSource(file) && file.includes(values.only));

/** The same numbers for the same seed (mulberry32). */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = seeded(Number(values.seed));
const share = Number(values.sample) / 100;
const drawn = (file) => {
  const lines = readFileSync(file, 'utf8').split('\n').length;
  const blocks = Array.from({ length: Math.ceil(lines / BLOCK_LINES) }, (_, block) => block * BLOCK_LINES);
  return blocks.filter(() => random() < share).map((from) => `${file}:${from + 1}-${from + BLOCK_LINES}`);
};
const mutate = share >= 1 ? sources : sources.flatMap(drawn);

const results = await new Stryker({
  plugins: ['@stryker-mutator/vitest-runner', path.resolve('tools/mutation/runner.mjs')],
  testRunner: 'vitest-by-suite',
  vitest: { configFile: 'tools/mutation/vitest.config.js', related: false },
  coverageAnalysis: 'perTest',
  // Words for people are no rules, and what a wrong code or name would break is found by the others.
  mutator: { excludedMutations: ['StringLiteral'] },
  concurrency: 2,
  // Only what never ends is found by its time, however busy the machine.
  timeoutMS: 120_000,
  reporters: ['progress-append-only'],
  tempDirName: '.mutation/sandbox',
  mutate,
}).runMutationTest();

const KILLED = new Set(['Killed', 'Timeout']);
const MISSED = new Set(['Survived', 'NoCoverage']);
const killed = results.filter(({ status }) => KILLED.has(status)).length;
const missed = results.filter(({ status }) => MISSED.has(status));
const score = (100 * killed) / (killed + missed.length);
const line = ({ fileName, location, mutatorName, replacement, status }) =>
  `${path.relative('.', fileName)}:${location.start.line}:${location.start.column} ${status} ${mutatorName}: ${String(replacement).replaceAll(/\s+/g, ' ')}`;
mkdirSync('.mutation', { recursive: true });
writeFileSync('.mutation/survivors.txt', `${missed.map(line).sort().join('\n')}\n`);
console.log(`${killed} of ${killed + missed.length} mutants found: ${score.toFixed(1)} %`);
if (score < LEAST_SCORE) process.exitCode = 1;
