import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openLocalIssuer } from '#keys';
import { dataFolder } from '#platform';
import type { Figure, Outcome, Scale } from '../compare.ts';
import { startProduct, type Product } from '../http/product.ts';
import { withTempFolder } from '../temp-folder.ts';
import { experience, type Experience } from './honest.ts';

const CASES = 500;
const HOSTILE = 5_000;
const REGISTER = pathToFileURL(path.join(import.meta.dirname, '../../tools/register.mjs')).href;

/** What twenty honest clients notice of 5,000 hostile connections beside them: half headers, half bodies, slow bytes, slow readers, idle lines, floods of bad tokens. */
export const benchHostile = ({ quick }: Scale): Promise<Outcome> =>
  withTempFolder(async (folder) => {
    const product = await startProduct(folder, CASES);
    try {
      const issuer = await openLocalIssuer(dataFolder(folder).keys);
      const insider = await issuer.issueToken({
        sub: 'lin.yue',
        roles: ['compliance', 'operations'],
        ttlSeconds: 3600,
      });
      return { comparisons: [], figures: await besiege(product, insider, quick ? 5 : 20) };
    } finally {
      await product.stop();
    }
  });

async function besiege(product: Product, insider: string, seconds: number): Promise<readonly Figure[]> {
  const ask = { url: product.url, token: product.token, next: turns(product) };
  await experience(seconds / 2, ask);
  const quiet = await experience(seconds, ask);
  const memory = [await residentMegabytes(product.pid)];
  const attackers = await startAttackers(product.url, insider);
  try {
    await experience(seconds, ask);
    memory.push(await residentMegabytes(product.pid));
    const besieged = await experience(seconds, ask);
    memory.push(await residentMegabytes(product.pid));
    return figuresOf(quiet, besieged, memory);
  } finally {
    attackers.kill('SIGKILL');
  }
}

/** Mostly lists, now and then a command. */
function turns({ log }: Product): () => { readonly path: string; readonly body?: string } {
  let turn = 0;
  return () => {
    turn += 1;
    if (turn % 5 === 0) return log();
    return { path: turn % 2 === 0 ? '/cases?limit=20' : '/procedures' };
  };
}

async function startAttackers(url: string, token: string): Promise<ChildProcess> {
  const file = path.join(import.meta.dirname, 'attackers.ts');
  const node = ['--disable-warning=ExperimentalWarning', '--import', REGISTER, file];
  const child = spawn(process.execPath, [...node, url, String(HOSTILE), token], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

/** Not a number where the system does not tell. */
async function residentMegabytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

function figuresOf(quiet: Experience, besieged: Experience, memory: readonly number[]): readonly Figure[] {
  const [before = 0, early = 0, late = 0] = memory;
  return [
    { title: 'hostile, honest p99 at rest', value: quiet.p99, unit: 'ms' },
    { title: 'hostile, honest p99 beside 5,000 hostile connections', value: besieged.p99, unit: 'ms' },
    { title: 'hostile, p99 against that at rest', value: besieged.p99 / quiet.p99, unit: '×' },
    { title: 'hostile, p50 against that at rest', value: besieged.p50 / quiet.p50, unit: '×' },
    { title: 'hostile, honest answers beside them', value: besieged.answers, unit: 'answers' },
    {
      title: 'hostile, honest requests that were refused',
      value: quiet.refused + besieged.refused,
      unit: 'requests',
    },
    { title: 'hostile, memory at rest', value: before, unit: 'MB' },
    { title: 'hostile, memory late in the attack against early in it', value: late / early, unit: '×' },
    { title: 'hostile, memory late in the attack', value: late, unit: 'MB' },
  ];
}
