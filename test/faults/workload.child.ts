import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { instantOf, millisOf } from '#event-sourcing';
import { openEngine } from '#engine';
import { look, perform, shown, staffTheWorkload, workload, type Acknowledged } from './workload.ts';

/**
 * Goes through the workload from where an earlier life of it stopped, and notes every step once its answer is there.
 * `lostMillis` of story time were lost with earlier deaths; nothing: the story waits for the process.
 */
const [folder = '', notes = '', leaseMillis = '', lostMillis = ''] = process.argv.slice(2);

const clock = { now: instantOf(0) };
const engine = await openEngine({
  ...{ dataDirectory: folder, now: () => clock.now, projections: 'inline' },
  ...{ scheduler: lostMillis !== '', leaseMillis: Number(leaseMillis) },
});

await staffTheWorkload(engine);

const note = (acknowledged: Acknowledged): void => {
  appendFileSync(notes, `${JSON.stringify(acknowledged)}\n`);
};

const done = existsSync(notes) ? readFileSync(notes, 'utf8').split('\n').length - 1 : 0;
for (const step of workload().slice(done)) {
  clock.now = instantOf(millisOf(step.at) + Number(lostMillis));
  note(await perform(engine, step));
}
// At rest: everything is shown, and nothing of what is shown is due. What the scheduler still records by itself comes before.
for (let before = ''; before !== (await engine.store.head());) {
  await shown(engine);
  before = await engine.store.head();
  await look(engine);
}
await engine.close();
process.stdout.write('finished\n');
