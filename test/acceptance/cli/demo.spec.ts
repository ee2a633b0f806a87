import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const BIN = fileURLToPath(new URL('../../../apps/cli/bin/redress.mjs', import.meta.url));
const SLOW = 120_000;
const STORY = ['--cases', '25', '--days', '12', '--until', '2026-10-20T00:00:00Z'];

interface Told {
  readonly result: { readonly cases: number; readonly commands: number; readonly deadlines: number };
  readonly openCases: { readonly items: readonly object[] };
  readonly breaches: { readonly items: readonly object[] };
  readonly report: { readonly month: string };
}

let root = '';
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-demo-spec-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const start = (...args: string[]) =>
  spawn(process.execPath, [BIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

async function finish(...args: string[]) {
  const child = start(...args);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

const demo = (folder: string, ...args: string[]) =>
  finish('demo', '--no-serve', ...STORY, '--data', path.join(root, folder), ...args);

describe('the demo', () => {
  it(
    'tells the same story twice for the same seed and end',
    async () => {
      const [one, two] = [await demo('one', '--json'), await demo('two', '--json')];
      const told = JSON.parse(one.out) as Told;
      expect(told.result.cases).toBe(25);
      expect(told.result.commands).toBeGreaterThan(200);
      expect(told.result.deadlines).toBeGreaterThan(0);
      expect(told.breaches.items.length).toBeGreaterThan(0);
      expect(told.report.month).toBe('2026-09');
      expect((JSON.parse(two.out) as Told).result).toEqual(told.result);
      const events = (folder: string) =>
        finish('events', '--limit', '100000', '--data', path.join(root, folder));
      expect((await events('two')).out).toBe((await events('one')).out);
    },
    SLOW,
  );

  it('does not touch a folder that holds something else', async () => {
    const full = await mkdtemp(path.join(root, 'full-'));
    await writeFile(path.join(full, 'thesis.txt'), 'mine');
    const { code, err } = await finish('demo', '--no-serve', '--data', full);
    expect(code).toBe(2);
    expect(err).toContain('is not empty');
  });

  it(
    'then serves the API, and the two lines that it prints work',
    async () => {
      const child = start('demo', ...STORY, '--port', '0', '--data', path.join(root, 'served'));
      let out = '';
      const ended = once(child, 'close');
      await new Promise<void>((resolve, reject) => {
        child.once('exit', () => {
          reject(new Error(`ended early: ${out}`));
        });
        child.stdout.on('data', (chunk: Buffer) => {
          out += chunk.toString();
          if (out.includes('Ctrl-C')) resolve();
        });
      });
      const [, read] = /(curl -s -H [^\n]*)\n/.exec(out) ?? [];
      const [, write] = /(curl -s -X POST[\s\S]*?\/cases'\n)/.exec(out) ?? [];
      expect(await send(read ?? '')).toContain('"items":[');
      expect(await send(write ?? '')).toContain('"ComplaintLogged"');
      child.kill('SIGTERM');
      expect(((await ended) as [number | null])[0]).toBe(0);
    },
    SLOW,
  );
});

/** Sends what a printed curl line would send. */
async function send(line: string): Promise<string> {
  const token = /Bearer ([^']+)'/.exec(line)?.[1] ?? '';
  const body = / -d '([^']+)'/.exec(line)?.[1];
  const url = /'(http[^']+)'\s*$/.exec(line)?.[1] ?? '';
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(url, body === undefined ? { headers } : { method: 'POST', headers, body });
  return answer.text();
}
