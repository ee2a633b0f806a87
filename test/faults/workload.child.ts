import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { instantOf, millisOf } from '#event-sourcing';
import { workload, type Acknowledged, type Step } from './workload.ts';

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

async function look(): Promise<void> {
  while ((await engine.scheduler.runOnce()).outcome !== 'done') await sleep(20);
}

async function perform(step: Step): Promise<Acknowledged> {
  if (step.kind === 'look') {
    await look();
    return { outcome: 'looked' };
  }
  // Who else complained is looked up in a read model (INT-10): it has to be as far in every run.
  while (!(await engine.waitFor(await engine.store.head(), 1_000)));
  const { caseId, command, commandId, actor } = step;
  const outcome = await engine.execute({ caseId, command, commandId, actor });
  if (outcome.outcome === 'refused') return { commandId, outcome: 'refused', refusal: outcome.refusal.code };
  if (!('events' in outcome)) return { commandId, outcome: outcome.outcome };
  return {
    commandId,
    outcome: outcome.outcome,
    types: outcome.events.map(({ type }) => type),
    position: outcome.position,
  };
}

const done = existsSync(notes) ? readFileSync(notes, 'utf8').split('\n').length - 1 : 0;
for (const [index, step] of workload().slice(done).entries()) {
  clock.now = instantOf(millisOf(step.at) + Number(life) * Number(outageMillis));
  note(await perform(step));
  if (index === 0) process.stdout.write('working\n');
}
await look();
await engine.waitFor(await engine.store.head(), 30_000);
await engine.close();
process.stdout.write('finished\n');
