import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine, type RedressEngine } from '#engine';
import { instantOf, millisOf } from '#event-sourcing';
import { eventually, sampled } from '#event-sourcing/testing';
import { begunFolder, type BegunFolder } from './begun-folder.ts';
import { granting, NOW, reckon, reversing, smallMatter, staffTheBudgets } from './budget-kill.fixtures.ts';
import { script, type Kill } from './processes.ts';

const CASE = '7F3K-9M2Q-X4TB';
/** Long enough after the death that nobody can be at it any more. */
const later = () => instantOf(millisOf(NOW) + 60_000);

let begun: BegunFolder;
beforeAll(async () => {
  begun = await begunFolder({
    name: 'budget-kill',
    async begin(dataDirectory) {
      const engine = await openEngine({ dataDirectory, now: () => NOW });
      await staffTheBudgets(engine);
      await smallMatter(engine, CASE);
      await engine.close();
    },
    program: (folder) => script('./budget-kill.child.ts', folder, CASE),
    said: 'accepted accepted\n',
  });
});
afterAll(() => begun.remove());

const STEP = sampled({ full: 3, sample: 5 });

/** Nothing is only set aside, and the budget counts what the case promises. */
const isSettled = async (engine: RedressEngine): Promise<boolean> => {
  const { used, open, promised } = await reckon(engine, [CASE]);
  return open === 0 && used === promised;
};

/** By whoever comes next; whether there was something left to settle. */
async function settle(folder: string, kill: Kill): Promise<boolean> {
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
    await begun.killEach(STEP, settle);
  });
});
