import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine, type Said } from '../../command-line.ts';
import { redress, startProgram } from '../../faults/processes.ts';

const CASES = 10;
const DAYS = 6;
const UNTIL = ['--until', '2026-10-20T00:00:00Z'];
const STORY = ['--cases', String(CASES), '--days', String(DAYS), ...UNTIL];

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

const folderOf = (name: string): string => path.join(root, name);
const demo = (folder: string, ...args: string[]): Promise<Said> =>
  commandLine(['demo', '--no-serve', ...STORY, '--data', folderOf(folder), ...args]);

describe('the demo', () => {
  it('tells the same story twice for the same seed and end', async () => {
    const [one, two] = [await demo('one', '--json'), await demo('two', '--json')];
    const told = JSON.parse(one.stdout) as Told;
    expect(told.result.cases).toBe(CASES);
    expect(told.result.commands).toBeGreaterThan(8 * CASES);
    expect(told.result.deadlines).toBeGreaterThan(0);
    expect(told.breaches.items.length).toBeGreaterThan(0);
    expect(told.report.month).toBe('2026-09');
    expect(JSON.parse(two.stdout)).toEqual(told);
    // Hashes of commands are made with the keys of each folder, and each event names a hash of the one before it.
    const events = async (folder: string) =>
      (await commandLine(['events', '--limit', '100000', '--data', folderOf(folder)])).stdout.replaceAll(
        /"(commandHash|previousHash)":"[^"]+"/g,
        '',
      );
    const happened = await events('one');
    expect(await events('two')).toBe(happened);
    for (const trade of ['residential-property', 'supermarket-authority', 'hotel'])
      expect(happened).toContain(trade);
  });

  it('does not touch a folder that holds something else', async () => {
    const full = await mkdtemp(path.join(root, 'full-'));
    await writeFile(path.join(full, 'thesis.txt'), 'mine');
    const { code, stderr } = await commandLine(['demo', '--no-serve', '--data', full]);
    expect(code).toBe(2);
    expect(stderr).toContain('is not empty');
  });

  it('then serves the API, and the two lines that it prints work', async () => {
    const story = ['--cases', '2', '--days', '2', ...UNTIL];
    const server = startProgram({
      args: redress('demo', ...story, '--port', '0', '--data', folderOf('served')),
    });
    const [out] = await server.prints(/[^]*Ctrl-C/);
    const [, read] = /(curl -s -H [^\n]*)\n/.exec(out) ?? [];
    const [, write] = /(curl -s -X POST[\s\S]*?\/cases'\n)/.exec(out) ?? [];
    expect(await send(read ?? '')).toContain('"items":[');
    expect(await send(write ?? '')).toContain('"ComplaintLogged"');
    server.child.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0 });
  });
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
