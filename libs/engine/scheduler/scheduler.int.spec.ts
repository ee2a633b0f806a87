import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CaseCommand } from '#cases';
import { commandId, instant, instantOf, millisOf, type Instant } from '#event-sourcing';
import { sampled } from '#event-sourcing/testing';
import { openEngine, type OpenEngineOptions, type RedressEngine } from '../compose.ts';
import type { CommandRequest } from '../engine.ts';
import {
  breachesOf,
  described,
  events,
  inPassingTime,
  Killed,
  killedAt,
  passing,
  schedulerOf,
} from '../testing/scheduling.ts';
import { hire } from '../../../test/organisation.ts';

const MONDAY = instant('2026-11-02T01:00:00Z');
const minutesAfter = (start: Instant, minutes: number): Instant =>
  instantOf(millisOf(start) + minutes * 60_000);
const CASES = 12;

let root = '';
const folder = (name: string): string => path.join(root, name);

interface World {
  readonly engine: RedressEngine;
  /** The time of this world; moves only when told. */
  time: Instant;
}

async function open(name: string, time: Instant, options: Partial<OpenEngineOptions> = {}): Promise<World> {
  const world = { time };
  const engine = await openEngine({
    dataDirectory: folder(name),
    now: () => world.time,
    projections: 'inline',
    timing: passing,
    // Leases in SQLite go by the machine's clock: none of these runs out during a test.
    leaseMillis: 600_000,
    ...options,
  });
  opened.push(engine);
  await hire(engine, { id: actor.id });
  return Object.assign(world, { engine: inPassingTime(engine) });
}

const opened: RedressEngine[] = [];
afterEach(async () => {
  for (const engine of opened.splice(0)) await passing.through(engine.close());
});

const actor = { id: 'staff-1', role: 'operations' };

async function send(
  engine: RedressEngine,
  caseId: string,
  command: CaseCommand,
  more: Partial<CommandRequest> = {},
): Promise<void> {
  const outcome = await engine.execute({
    caseId,
    command,
    actor,
    commandId: commandId('test', caseId, command.type),
    ...more,
  });
  expect(outcome).toMatchObject({ outcome: 'accepted', caseId });
}

const logged: CaseCommand = {
  type: 'LogComplaint',
  data: {
    procedure: { id: 'residential-property', version: 1 },
    contactKind: 'complaint',
    channel: 'phone',
    complainant: { kind: 'individual', name: 'Li Na' },
    description: 'The lift stands still again.',
  },
};
const classified: CaseCommand = {
  type: 'ClassifyCase',
  data: { category: 'facilities/lift', severity: 'important', criterion: 'service-fault' },
};

/** Everything that time did to the cases, without the times of recording. */
const traces = async (engine: RedressEngine): Promise<string[]> =>
  (await events(engine))
    .map(({ stream, type, data, metadata: { happenedAt, actor: who } }) =>
      JSON.stringify([stream, type, data, who.role === 'system' ? '' : happenedAt]),
    )
    .sort();

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-scheduler-'));
  const world = await open('prepared', MONDAY);
  for (let index = 0; index < CASES; index += 1) {
    const caseId = `CASE-${String(index).padStart(4, '0')}`;
    // Not in the order of their names, so that due order is something else than storage order.
    world.time = minutesAfter(MONDAY, ((index * 7) % CASES) * 10);
    await send(world.engine, caseId, logged);
    if (index % 2 === 0) await send(world.engine, caseId, classified);
  }
  await world.engine.close();
});
afterAll(() => rm(root, { recursive: true }));

const copyOfPrepared = (name: string): Promise<void> =>
  cp(folder('prepared'), folder(name), { recursive: true });

describe('deadlines on a real store (CLK-6, D9, D19)', () => {
  it('warns, then records the breach at its moment, each once', async () => {
    await copyOfPrepared('steps');
    const { engine } = await open('steps', minutesAfter(MONDAY, 30));
    await engine.scheduler.runOnce();
    expect(await events(engine, 'DeadlineWarningRaised')).not.toHaveLength(0);
    const before = await breachesOf(engine);
    await engine.scheduler.runOnce();
    expect(described(await breachesOf(engine))).toEqual(described(before));
    await engine.close();
  });

  it('records after days of standstill everything that was missed, in due order, with the true due time', async () => {
    await copyOfPrepared('days');
    const { engine } = await open('days', minutesAfter(MONDAY, 12 * 24 * 60));
    await expect(engine.scheduler.runOnce()).resolves.toMatchObject({ outcome: 'done', failed: 0 });
    const breaches = await breachesOf(engine);
    const dues = breaches.map(({ data }) => data.dueAt ?? '');
    expect(new Set(breaches.map(({ stream }) => stream)).size).toBe(CASES);
    expect(dues).toEqual([...dues].sort());
    for (const { metadata, data } of breaches) {
      expect(metadata.happenedAt).toBe(data.dueAt);
      expect(metadata.recordedAt).toBe(minutesAfter(MONDAY, 12 * 24 * 60));
      expect(metadata.actor).toEqual({ id: 'scheduler', role: 'system' });
    }
    expect(new Set(described(breaches)).size).toBe(breaches.length);
    await engine.close();
  });

  it('leaves the same history whatever command it is killed before or after', async () => {
    const later = minutesAfter(MONDAY, 2 * 24 * 60);
    await copyOfPrepared('clean');
    const clean = await open('clean', later);
    const { recorded } = await clean.engine.scheduler.runOnce();
    const expected = await traces(clean.engine);
    await clean.engine.close();
    expect(recorded).toBeGreaterThan(CASES);
    for (let crashAt = 0; crashAt < recorded; crashAt += sampled({ full: 1, sample: 7 })) {
      const name = `crash-${String(crashAt)}`;
      await copyOfPrepared(name);
      await runAndCrash(name, later, crashAt, crashAt % 2 === 0 ? 'before' : 'after');
      const restarted = await open(name, later);
      await expect(restarted.engine.scheduler.runOnce()).resolves.toMatchObject({ outcome: 'done' });
      expect(await traces(restarted.engine)).toEqual(expected);
      await restarted.engine.close();
      await rm(folder(name), { recursive: true });
    }
  });

  it('records once when two schedulers run at the same time, even without a lease between them', async () => {
    const later = minutesAfter(MONDAY, 2 * 24 * 60);
    await copyOfPrepared('two');
    const worlds = [await open('two', later), await open('two', later, { projections: 'none' })];
    const runs = await passing.through(
      Promise.all(worlds.map(({ engine }) => schedulerOf(engine, { withoutLease: true }).runOnce())),
    );
    expect(runs.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    const [first, second] = worlds;
    const found = first === undefined ? [] : described(await breachesOf(first.engine));
    expect(new Set(found).size).toBe(found.length);
    const clean = await open('clean', later);
    expect(first === undefined ? [] : await traces(first.engine)).toEqual(await traces(clean.engine));
    for (const world of [first, second, clean]) await world?.engine.close();
  });

  it('takes turns under the lease: the other one has nothing to do', async () => {
    await copyOfPrepared('leased');
    const one = await open('leased', minutesAfter(MONDAY, 3 * 60));
    const other = await open('leased', minutesAfter(MONDAY, 3 * 60), { projections: 'none' });
    await one.engine.scheduler.runOnce();
    await expect(other.engine.scheduler.runOnce()).resolves.toMatchObject({
      outcome: 'elsewhere',
      recorded: 0,
    });
    await one.engine.close();
    await expect(other.engine.scheduler.runOnce()).resolves.toMatchObject({ outcome: 'done', recorded: 0 });
    await other.engine.close();
  });

  it('does nothing while the read model lags behind the history', async () => {
    await copyOfPrepared('lagging');
    const { engine } = await open('lagging', MONDAY, { projections: 'none' });
    await send(engine, 'CASE-9999', logged);
    const scheduler = schedulerOf(engine, { catchUpMillis: 30 });
    await expect(passing.through(scheduler.runOnce(minutesAfter(MONDAY, 600)))).resolves.toEqual({
      outcome: 'behind',
      recorded: 0,
      failed: 0,
    });
    await engine.close();
  });

  it('notices by itself that a deadline has come, and wakes up for new ones', async () => {
    const world = await open('live', MONDAY, { scheduler: true });
    const missedByNow = async () =>
      (await breachesOf(world.engine)).filter(({ data }) => data.kind === 'acknowledge');
    await send(world.engine, 'CASE-1', logged);
    world.time = minutesAfter(MONDAY, 61);
    await passing.until(async () => (await missedByNow()).length === 1);
    await send(world.engine, 'CASE-2', logged);
    world.time = minutesAfter(MONDAY, 200);
    await passing.until(async () => (await missedByNow()).length === 2);
    // Past the run that recorded it: now it sleeps until the next second.
    await passing.advance(100);
    const before = passing.now();
    await send(world.engine, 'CASE-3', logged, { happenedAt: minutesAfter(MONDAY, 100) });
    await passing.until(async () => (await missedByNow()).length === 3);
    expect(passing.now() - before).toBeLessThan(500);
    world.time = MONDAY;
    await passing.advance(3_000);
    expect(described(await missedByNow())).toEqual([
      'case-CASE-1 acknowledge 2026-11-02T02:00:00.000Z',
      'case-CASE-2 acknowledge 2026-11-02T03:01:00.000Z',
      'case-CASE-3 acknowledge 2026-11-02T03:40:00.000Z',
    ]);
    await world.engine.close();
  });
});

/** Ends the run as a killed process would: nothing of it happens after that command. */
async function runAndCrash(
  name: string,
  time: Instant,
  crashAt: number,
  when: 'before' | 'after',
): Promise<void> {
  const { engine } = await open(name, time);
  const { crashing, death } = killedAt(engine, crashAt, when);
  await expect(
    passing.through(Promise.race([schedulerOf(crashing, { withoutLease: true }).runOnce(), death])),
  ).rejects.toThrow(Killed);
  await engine.close();
}
