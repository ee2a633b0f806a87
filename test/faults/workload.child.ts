import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { instantOf, millisOf } from '#event-sourcing';
import { look, perform, workload, type Acknowledged } from './workload.ts';

/**
 * Goes through the workload from where an earlier life of it stopped, and notes every step once its answer is there.
 * `outageMillis` of story time are lost with each death; 0: the story waits for the process.
 */
const [folder = '', notes = '', life = '0', outageMillis = '0'] = process.argv.slice(2);

// A minute passes between two lives, so that the leases of the dead have expired.
const machineNow = Date.now.bind(Date);
Date.now = () => machineNow() + Number(life) * 60_000;

const { openEngine } = await import('#platform');
const clock = { now: instantOf(0) };
const inBackground = Number(outageMillis) > 0;
const engine = await openEngine({
  dataDirectory: folder,
  now: () => clock.now,
  projections: 'inline',
  scheduler: inBackground,
});

const note = (acknowledged: Acknowledged): void => {
  appendFileSync(notes, `${JSON.stringify(acknowledged)}\n`);
};

const done = existsSync(notes) ? readFileSync(notes, 'utf8').split('\n').length - 1 : 0;
for (const [index, step] of workload().slice(done).entries()) {
  clock.now = instantOf(millisOf(step.at) + Number(life) * Number(outageMillis));
  note(await perform(engine, step));
  if (index === 0) process.stdout.write('working\n');
}
await look(engine);
await engine.waitFor(await engine.store.head(), 30_000);
await engine.close();
process.stdout.write('finished\n');
