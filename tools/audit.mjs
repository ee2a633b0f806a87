// Known weaknesses of what is run in production, as the registry tells them. A registry that does not answer is no weakness.
import { spawnSync } from 'node:child_process';
import process from 'node:process';

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
const counts = countsIn(stdout);
if (counts === undefined) {
  console.log('Nobody could be asked for known weaknesses; nothing is said about them.');
} else {
  const { high = 0, critical = 0, moderate = 0, low = 0 } = counts;
  console.log(`Known weaknesses: ${critical} critical, ${high} high, ${moderate} moderate, ${low} low.`);
  process.exitCode = high + critical > 0 ? 1 : 0;
}

function countsIn(answer) {
  try {
    return JSON.parse(answer).metadata?.vulnerabilities;
  } catch {
    return undefined;
  }
}
