import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '#engine';
import { instantOf, millisOf } from '#event-sourcing';
import { eventually, sampled } from '#event-sourcing/testing';
import { begunFolder, type BegunFolder } from './begun-folder.ts';
import { concluding, NOW, recordOf, refusedComplaint } from './conduct-kill.fixtures.ts';
import { script, type Kill } from './processes.ts';

const CASE = '7F3K-9M2Q-X4TB';
/** In another month than the complaint. */
const later = () => instantOf(millisOf(NOW) + 40 * 86_400_000);

let begun: BegunFolder;
beforeAll(async () => {
  begun = await begunFolder({
    name: 'conduct-kill',
    async begin(dataDirectory) {
      const engine = await openEngine({ dataDirectory, now: () => NOW });
      await refusedComplaint(engine, CASE);
      await engine.close();
    },
    program: (folder) => script('./conduct-kill.child.ts', folder, CASE),
    said: 'accepted accepted\n',
  });
});
afterAll(() => begun.remove());

const STEP = sampled({ full: 3, sample: 6 });
const COUNTED = ['ComplaintCounted', 'StepProposed'];
const TAKEN_BACK = ['ComplaintTakenBack', 'ProposalLapsed'];

/** By whoever comes next; whether there was something left to count. */
async function settle(folder: string, kill: Kill): Promise<boolean> {
  const engine = await openEngine({ dataDirectory: folder, now: later, scheduler: true, leaseMillis: 100 });
  const left = [...(await recordOf(engine, 'lin')), ...(await recordOf(engine, 'guard'))];
  // Whoever asks again is answered as if nobody had died.
  for (const person of ['lin', 'guard'])
    expect([kill, ['accepted', 'repeated']]).toEqual([
      kill,
      expect.arrayContaining([(await engine.execute(concluding(CASE, person))).outcome]),
    ]);
  const records = async () => [await recordOf(engine, 'lin'), await recordOf(engine, 'guard')];
  await eventually(async () => (await records()).flat().length >= 6, 'both records are told');
  expect([kill, ...(await records())]).toEqual([kill, [...COUNTED, ...TAKEN_BACK], COUNTED]);
  await engine.close();
  return left.length < 6;
}

describe('a responsibility that is laid on somebody, killed on the way', () => {
  it('CON-2 D19 counts once in the record of each, and is taken back once, whoever died where', async () => {
    await begun.killEach(STEP, settle);
  });
});
