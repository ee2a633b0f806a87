import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseState } from '#cases';
import { openEngine } from '#engine';
import { BEGINNING } from '#event-sourcing';
import { eventually, sampled } from '#event-sourcing/testing';
import { FROM, INTO, logged, merge, staffTheMerge, stateOf } from './merge-kill.fixtures.ts';
import { runProgram, script, sideBySide, type Kill } from './processes.ts';

let root = '';
let statements = 0;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-merge-kill-'));
  const engine = await openEngine({ dataDirectory: path.join(root, 'begun') });
  await staffTheMerge(engine);
  await engine.execute(logged(FROM, '13800000001'));
  await engine.execute(logged(INTO, '13800000002'));
  await engine.close();
  const counts = path.join(root, 'counts.json');
  const ended = await runProgram({ args: script('./merge-kill.child.ts', await copy('whole')), counts });
  expect(ended).toMatchObject({ code: 0, stdout: 'accepted\n' });
  statements = (JSON.parse(readFileSync(counts, 'utf8')) as { history: number }).history;
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function copy(name: string): Promise<string> {
  const folder = path.join(root, name);
  await cp(path.join(root, 'begun'), folder, { recursive: true });
  return folder;
}

/** Every nth statement; a sample of them is enough where the whole suite runs. */
const STEP = sampled({ full: 1, sample: 7 });
const kills = (): readonly Kill[] =>
  Array.from({ length: statements }, (_, index) => index + 1)
    .filter((nth) => nth % STEP === 0)
    .map((nth) => ({ boundary: 'history', nth, when: nth % 2 === 0 ? 'before' : 'after' }));

type Logged = Extract<CaseState, { status: 'logged' }>;
const both = async (engine: Parameters<typeof stateOf>[0]): Promise<readonly [Logged, Logged]> =>
  [(await stateOf(engine, FROM)) as Logged, (await stateOf(engine, INTO)) as Logged] as const;

/** Nothing is under way: either nobody has asked for the merging, or both cases know of it. */
const isSettled = ([from, into]: readonly [Logged, Logged]): boolean =>
  from.merging === undefined && (from.ending === 'merged') === (into.takenOver.length === 1);

/** Killed there, and settled by whoever comes next; whether there was something left to settle. */
async function wasLeftUnfinished(kill: Kill): Promise<boolean> {
  const folder = await copy(`killed-${String(kill.nth)}-${kill.when}`);
  const ended = await runProgram({ args: script('./merge-kill.child.ts', folder), kill });
  expect(ended.killed).toBe(true);
  const engine = await openEngine({ dataDirectory: folder, scheduler: true, leaseMillis: 100 });
  const left = await both(engine);
  // What the dead left: never an ended case that nobody has taken over.
  expect([kill, left[0].ending !== 'merged' || left[1].takenOver.length === 1]).toEqual([kill, true]);
  await eventually(async () => isSettled(await both(engine)), 'the merging is settled');
  await engine.close();
  return !isSettled(left);
}

describe('a merging, killed on the way', () => {
  it('LIF-2 is either not begun or finished by whoever comes next: no case ends in one that does not know of it', async () => {
    const unfinished: Kill[] = [];
    await sideBySide(kills(), async (kill) => {
      if (await wasLeftUnfinished(kill)) unfinished.push(kill);
    });
    // Otherwise no kill fell between the steps, and this would prove nothing.
    expect(unfinished.length).toBeGreaterThan(0);
  });

  it('LIF-2 is done once when it is asked for again', async () => {
    const folder = await copy('again');
    await runProgram({
      args: script('./merge-kill.child.ts', folder),
      kill: { boundary: 'history', nth: statements - 1, when: 'before' },
    });
    const engine = await openEngine({ dataDirectory: folder });
    expect(await engine.execute(merge)).toMatchObject({ outcome: 'repeated' });
    expect(isSettled(await both(engine))).toBe(true);
    const types = (await engine.store.readAll(BEGINNING, 1_000)).map(({ type }) => type);
    for (const once of ['MergeStarted', 'CaseTakenOver', 'CaseMerged'])
      expect(types.filter((type) => type === once)).toHaveLength(1);
    await engine.close();
  });
});
