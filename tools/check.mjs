// The whole gate: every step by name with its time. Steps that need one core each run two at a time, the tests after them.
// --static leaves the tests out; every other argument goes to them: npm run check -- --mode full.
import { spawn } from 'node:child_process';
import process from 'node:process';

const STATIC = [
  { name: 'lint', script: 'lint' },
  { name: 'types', script: 'types' },
  { name: 'format', script: 'format:check' },
  { name: 'architecture', script: 'arch' },
  { name: 'dead code', script: 'dead-code' },
  { name: 'reference pages', script: 'reference:check' },
  { name: 'API description', script: 'openapi:lint' },
  { name: 'supply chain', script: 'supply-chain' },
  { name: 'known weaknesses', script: 'audit:known' },
];
const LANES = 2;

const forTests = process.argv.slice(2).filter((argument) => argument !== '--static');
const waiting = [...STATIC];
const done = [];
await Promise.all(Array.from({ length: LANES }, lane));
if (!process.argv.includes('--static') && done.every(({ code }) => code === 0))
  await step({ name: 'tests', script: 'test', args: forTests, shown: true });

console.log('\nStep              seconds');
for (const { name, seconds, code } of done)
  console.log(`${name.padEnd(16)} ${seconds.toFixed(1).padStart(8)}  ${code === 0 ? 'passed' : 'FAILED'}`);
process.exitCode = done.every(({ code }) => code === 0) ? 0 : 1;

async function lane() {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await step(next);
}

/** Quiet while it passes: its output is shown when it fails. The tests speak for themselves. */
async function step({ name, script, args = [], shown = false }) {
  const begun = performance.now();
  const npm = spawn('npm', ['run', '--silent', script, ...(args.length > 0 ? ['--', ...args] : [])], {
    stdio: ['ignore', shown ? 'inherit' : 'pipe', shown ? 'inherit' : 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  for (const stream of [npm.stdout, npm.stderr]) stream?.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => npm.on('close', resolve));
  const seconds = (performance.now() - begun) / 1000;
  done.push({ name, seconds, code });
  console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${name} (${seconds.toFixed(1)} s)`);
  if (code !== 0 && !shown) console.log(output);
}
