// Shows that the tests do not depend on the speed of the machine: a fresh clone, its tests again and again, with a busy
// loop for every core beside them. --runs N (10), --busy N (2). Ends with a table; fails when any run failed.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '10' }, busy: { type: 'string', default: '2' } },
});
const folder = mkdtempSync(path.join(tmpdir(), 'redress-stress-'));
const clone = path.join(folder, 'redress');
const busy = [];
process.on('exit', () => {
  for (const loop of busy) loop.kill('SIGKILL');
});
/** Looks now and then whether anybody still wants it to be busy. */
const LOOP = 'const parent = process.ppid; while (process.ppid === parent) for (let i = 0; i < 1e8; i += 1);';
for (const [name, text] of Object.entries(values))
  if (!(Number(text) >= 1)) throw new Error(`--${name} must be a number from 1, not "${text}"`);

must('git', ['clone', '--quiet', '.', clone], process.cwd());
must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], clone);
for (let loop = 0; loop < Number(values.busy); loop += 1)
  busy.push(spawn(process.execPath, ['-e', LOOP], { stdio: 'ignore' }));

const results = [];
const total = Number(values.runs);
for (let run = 1; run <= total; run += 1) {
  const log = path.join(folder, `run-${run}.log`);
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync('npm', ['test'], {
    cwd: clone,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    shell: process.platform === 'win32',
  });
  writeFileSync(log, `${stdout}\n${stderr}`);
  const seconds = (performance.now() - begun) / 1000;
  const summary = /^\d+ passed, \d+ failed.*$/m.exec(stdout)?.[0] ?? 'no summary';
  results.push({ run, status, seconds, summary, log });
  const mean = results.reduce((sum, each) => sum + each.seconds, 0) / results.length;
  const left = Math.round((mean * (total - run)) / 60);
  console.log(
    `run ${run} of ${total}: ${status === 0 ? 'green' : 'RED'}, ${summary}, ${seconds.toFixed(0)} s; about ${left} min left` +
      (status === 0 ? '' : `; see ${log}`),
  );
}
const green = results.filter(({ status }) => status === 0).length;
console.log(`\n${green} of ${total} runs were green beside ${values.busy} busy loops.`);
if (green === total) rmSync(folder, { recursive: true, force: true });
process.exitCode = green === total ? 0 : 1;

function must(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}
