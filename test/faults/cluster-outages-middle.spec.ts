import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { EventStoreDbDouble } from '../servers/eventstoredb/start.ts';
import {
  expectQuiet,
  LONGEST_ANSWER,
  onEveryFragileCluster,
  readiness,
  startBoth,
  untilReady,
} from './cluster-outage.fixtures.ts';
import {
  expectLikeReplay,
  expectOutage,
  expectRecordedOnce,
  keys,
  staffOf,
  untilShown,
  type Staff,
  type Told,
} from './cluster-outage.staff.ts';

await onEveryFragileCluster('each server in turn', (newCluster) => {
  it('breaks off in the middle of the work: nothing is lost, nothing is done twice, and all goes on by itself', async () => {
    const cluster = await newCluster();
    const running = await startBoth(cluster);
    await untilReady(running);
    const staff = await staffOf(cluster);
    for (const [server, way] of Object.entries(cluster.ways)) {
      const underWay = sendAlong(staff, running.url, keys(`${server} breaks off`, 16));
      await sleep(60);
      way.refuse();
      const meanwhile = await Promise.all(
        keys(`${server} is away`, 4).map((key) => staff.log(running.url, key)),
      );
      for (const told of meanwhile) expectOutage(told);
      expect(await readiness(running)).toEqual([503, 503]);
      await sleep(1_000);
      way.restore();
      const all = await underWay;
      for (const key of keys(`${server} is away`, 4)) await staff.persist(running.url, key);
      expect(all.filter(({ status }) => status === 503).length).toBeGreaterThan(0);
      await untilShown(running.url, staff);
      await untilReady(running);
    }
    if (cluster.double !== undefined) await expectUnknownOutcome(staff, running.url, cluster.double);
    expect(staff.acknowledged.size).toBeGreaterThanOrEqual(20 * Object.keys(cluster.ways).length);
    await expectRecordedOnce(cluster, staff);
    await expectLikeReplay(cluster);
    expect(await Promise.all([running.api.stop(), running.worker.stop()])).toEqual([0, 0]);
    expectQuiet(running);
  });

  it('falls silent: every answer comes in time, and the late ones change nothing', async () => {
    const cluster = await newCluster();
    const running = await startBoth(cluster);
    await untilReady(running);
    const staff = await staffOf(cluster);
    for (const [server, way] of Object.entries(cluster.ways)) {
      const before = keys(`before ${server}`, 3);
      for (const key of before) await staff.persist(running.url, key);
      const underWay = keys(`${server} falls silent`, 6).map((key) => staff.log(running.url, key));
      // Requests pass and are carried out; only their answers are held back.
      way.freeze('answers');
      const begun = performance.now();
      expect(await readiness(running)).toEqual([503, 503]);
      expect(performance.now() - begun).toBeLessThan(HEALTH_PATIENCE);
      for (const told of await Promise.all(underWay)) if (told.status !== 201) expectOutage(told);
      const list = await staff.get(`${running.url}/cases`);
      if (server === 'MongoDB') expectOutage(list);
      expect(performance.now() - begun).toBeLessThan(2 * LONGEST_ANSWER);
      way.restore();
      for (const key of keys(`${server} falls silent`, 6)) await staff.persist(running.url, key);
      await untilShown(running.url, staff);
      await untilReady(running);
    }
    expect(staff.acknowledged.size).toBe(9 * Object.keys(cluster.ways).length);
    await expectRecordedOnce(cluster, staff);
    await expectLikeReplay(cluster);
    expect(await Promise.all([running.api.stop(), running.worker.stop()])).toEqual([0, 0]);
    expectQuiet(running);
  });
});

/** Written, and the connection breaks before anybody is told, at every attempt: the next one finds what it wrote. */
async function expectUnknownOutcome(
  staff: Staff,
  url: string,
  { faults }: EventStoreDbDouble,
): Promise<void> {
  faults.append.push('cut after writing', 'cut after writing', 'cut after writing');
  const told = await staff.persist(url, 'written-untold');
  expect(told.map(({ status }) => status)).toEqual([503, 201]);
  expect(staff.acknowledged.get('written-untold')).toMatchObject({ repeated: true });
}

/** A health check waits 2 s, in ms; with allowance for a busy machine. */
const HEALTH_PATIENCE = 3_500;

/** One complaint after the other, four at a time, each until it is acknowledged. */
async function sendAlong(staff: Staff, url: string, all: readonly string[]): Promise<readonly Told[]> {
  const left = [...all];
  const told: Told[] = [];
  const work = async (): Promise<void> => {
    for (let key = left.shift(); key !== undefined; key = left.shift())
      told.push(...(await staff.persist(url, key)));
  };
  await Promise.all([work(), work(), work(), work()]);
  return told;
}
