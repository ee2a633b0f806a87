import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine, type RedressEngine } from '#engine';
import { instantOf, millisOf } from '#event-sourcing';
import { eventually, sampled } from '#event-sourcing/testing';
import { granting, NOW, reckon, reversing, smallMatter, staffTheBudgets } from './budget-kill.fixtures.ts';
import { runProgram, script, sideBySide, type Kill } from './processes.ts';

const CASE = '7F3K-9M2Q-X4TB';
/** Long enough after the death that nobody can be at it any more. */
const later = () => instantOf(millisOf(NOW) + 60_000);

let root = '';
let statements = 0;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-budget-kill-'));
  const engine = await openEngine({ dataDirectory: path.join(root, 'begun'), now: () => NOW });
  await staffTheBudgets(engine);
  await smallMatter(engine, CASE);
  await engine.close();
  const counts = path.join(root, 'counts.json');
  const args = script('./budget-kill.child.ts', await copy('whole'), CASE);
  expect(await runProgram({ args, counts })).toMatchObject({ code: 0, stdout: 'accepted accepted\n' });
  statements = (JSON.parse(readFileSync(counts, 'utf8')) as { history: number }).history;
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function copy(name: string): Promise<string> {
  const folder = path.join(root, name);
  await cp(path.join(root, 'begun'), folder, { recursive: true });
  return folder;
}

const STEP = sampled({ full: 2, sample: 5 });
const kills = (): readonly Kill[] =>
  Array.from({ length: statements }, (_, index) => index + 1)
    .filter((nth) => nth % STEP === 0)
    .map((nth) => ({ boundary: 'history', nth, when: nth % 2 === 0 ? 'before' : 'after' }));

/** Nothing is only set aside, and the budget counts what the case promises. */
const isSettled = async (engine: RedressEngine): Promise<boolean> => {
  const { used, open, promised } = await reckon(engine, [CASE]);
  return open === 0 && used === promised;
};

/** Killed there, and settled by whoever comes next; whether there was something left to settle. */
async function wasLeftUnfinished(kill: Kill): Promise<boolean> {
  const folder = await copy(`killed-${String(kill.nth)}-${kill.when}`);
  const args = script('./budget-kill.child.ts', folder, CASE);
  expect((await runProgram({ args, kill })).killed).toBe(true);
  const engine = await openEngine({ dataDirectory: folder, now: later, scheduler: true, leaseMillis: 100 });
  const left = await reckon(engine, [CASE]);
  // What the dead left: never less in the budget than the case promises.
  expect([kill, left.used >= left.promised]).toEqual([kill, true]);
  await eventually(() => isSettled(engine), 'the budget is settled');
  // Whoever asks again is answered as if nobody had died.
  for (const request of [granting(CASE, 3000), reversing(CASE)])
    expect(['accepted', 'repeated']).toContain((await engine.execute(request)).outcome);
  await eventually(() => isSettled(engine), 'the budget is settled again');
  expect(await reckon(engine, [CASE])).toEqual({ used: 0, open: 0, promised: 0 });
  await engine.close();
  return left.open > 0 || left.used !== left.promised;
}

describe('a promise out of a budget, killed on the way', () => {
  it('SOL-8 leaves nothing set aside for nobody, and nothing promised that the budget does not count', async () => {
    const unfinished: Kill[] = [];
    await sideBySide(kills(), async (kill) => {
      if (await wasLeftUnfinished(kill)) unfinished.push(kill);
    });
    // Otherwise no kill fell between the steps, and this would prove nothing.
    expect(unfinished.length).toBeGreaterThan(0);
  });
});
