import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import type { RecordedCaseEvent } from '#cases';
import { eventually } from '#event-sourcing/testing';
import { withMongo } from '../contract/read-model-targets.ts';
import { cleanUpAfterEach, directly, newClusterAt, started, statusOf } from './cluster-outage.fixtures.ts';
import {
  eventsOf,
  expectLikeReplay,
  keys,
  hireStaff,
  staffOf,
  untilShown,
  withReplay,
} from './cluster-outage.staff.ts';
import { startApi, startWorker } from './cluster-processes.ts';

const HOOK = pathToFileURL(new URL('cluster-outage.clock.ts', import.meta.url).pathname).href;

/** The environment of a process whose clock is that many minutes ahead. */
const wrongBy = (minutes: number): Readonly<Record<string, string>> => ({
  NODE_OPTIONS:
    `${process.env['NODE_OPTIONS'] ?? ''} --disable-warning=ExperimentalWarning --import=${HOOK}`.trim(),
  REDRESS_TEST_CLOCK: String(minutes),
});

cleanUpAfterEach();

await withMongo('a cluster on SQLite and MongoDB', (mongoUrl) => {
  it('whose clocks differ by hours records no case backwards, and projects every event once', async () => {
    const cluster = directly(await newClusterAt(mongoUrl(), 'SQLite'));
    const begun = new Date();
    const apis = [-60, 60].map((minutes) => started(startApi(cluster, wrongBy(minutes))));
    const workers = [started(startWorker(cluster, wrongBy(-60)))];
    const [behind = '', ahead = ''] = await Promise.all(apis.map(({ url }) => url));
    await hireStaff(cluster);
    const staff = await staffOf(cluster);
    for (const url of [behind, ahead])
      await eventually(async () => (await statusOf(`${url}/health/ready`)) === 200, 'readiness');
    for (const key of keys('before', 4)) await staff.persist(ahead, key);
    await untilShown(behind, staff);
    workers.push(started(startWorker(cluster, wrongBy(60))));
    await Promise.all(workers.map(({ url }) => url));
    const flag = { flag: 'media', reason: 'A newspaper has called.' };
    for (const [index, url] of [behind, ahead, ahead, behind, behind].entries()) {
      const change = index % 2 === 0 ? 'raise-flag' : 'clear-flag';
      for (const { caseId } of staff.acknowledged.values()) {
        const told = await staff.send(`${url}/cases/${caseId}/${change}`, flag);
        expect(told).toMatchObject({ status: 200 });
      }
    }
    await untilShown(behind, staff);
    await expectLikeReplay(cluster);
    const latest = expectForwards(await withReplay(cluster, eventsOf));
    expect(Date.parse(latest) - begun.getTime()).toBeGreaterThan(60 * 60_000);
    expect(await Promise.all([...apis, ...workers].map((each) => each.stop()))).toEqual([0, 0, 0, 0]);
  });
});

/** Within each case; returns the latest time of all. */
function expectForwards(events: readonly RecordedCaseEvent[]): string {
  const recorded = new Map<string, string>();
  for (const { stream, metadata } of events) {
    expect(metadata.recordedAt >= (recorded.get(stream) ?? '')).toBe(true);
    recorded.set(stream, metadata.recordedAt);
  }
  return [...recorded.values()].sort().at(-1) ?? '';
}
