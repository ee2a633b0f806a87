import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseState } from '#cases';
import { openEngine } from '#engine';
import { BEGINNING } from '#event-sourcing';
import { eventually, sampled } from '#event-sourcing/testing';
import { begunFolder, type BegunFolder } from './begun-folder.ts';
import { FROM, INTO, logged, merge, staffTheMerge, stateOf } from './merge-kill.fixtures.ts';
import { runProgram, script, type Kill } from './processes.ts';

const child = (folder: string): readonly string[] => script('./merge-kill.child.ts', folder);

let begun: BegunFolder;
beforeAll(async () => {
  begun = await begunFolder({
    name: 'merge-kill',
    async begin(dataDirectory) {
      const engine = await openEngine({ dataDirectory });
      await staffTheMerge(engine);
      await engine.execute(logged(FROM, '13800000001'));
      await engine.execute(logged(INTO, '13800000002'));
      await engine.close();
    },
    program: child,
    said: 'accepted\n',
  });
});
afterAll(() => begun.remove());

/** Every nth statement; a sample of them is enough where the whole suite runs. */
const STEP = sampled({ full: 3, sample: 7 });

type Logged = Extract<CaseState, { status: 'logged' }>;
const both = async (engine: Parameters<typeof stateOf>[0]): Promise<readonly [Logged, Logged]> =>
  [(await stateOf(engine, FROM)) as Logged, (await stateOf(engine, INTO)) as Logged] as const;

/** Nothing is under way: either nobody has asked for the merging, or both cases know of it. */
const isSettled = ([from, into]: readonly [Logged, Logged]): boolean =>
  from.merging === undefined && (from.ending === 'merged') === (into.takenOver.length === 1);

/** By whoever comes next; whether there was something left to settle. */
async function settle(folder: string, kill: Kill): Promise<boolean> {
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
    await begun.killEach(STEP, settle);
  });

  it('LIF-2 is done once when it is asked for again', async () => {
    const folder = await begun.copy('again');
    await runProgram({
      args: child(folder),
      kill: { boundary: 'history', nth: begun.statements - 1, when: 'before' },
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
