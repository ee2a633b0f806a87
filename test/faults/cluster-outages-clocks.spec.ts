import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import type { RecordedCaseEvent } from '#cases';
import { withMongo } from '../contract/read-model-targets.ts';
import { newClusterAt, started, statusOf } from './cluster-outage.fixtures.ts';
import { eventsOf, expectLikeReplay, keys, staffOf, untilShown, withReplay } from './cluster-outage.staff.ts';
import { eventually, startApi, startWorker, type ClusterProcess } from './cluster-processes.ts';

const HOOK = pathToFileURL(new URL('cluster-outage.clock.ts', import.meta.url).pathname).href;

/** Starts a process whose clock is that many minutes ahead. */
function wrongBy(minutes: number, start: () => ClusterProcess): ClusterProcess {
  const before = process.env['NODE_OPTIONS'];
  process.env['NODE_OPTIONS'] =
    `${before ?? ''} --disable-warning=ExperimentalWarning --import=${HOOK}`.trim();
  process.env['REDRESS_TEST_CLOCK'] = String(minutes);
  try {
    return started(start());
  } finally {
    delete process.env['REDRESS_TEST_CLOCK'];
    if (before === undefined) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = before;
  }
}

await withMongo('a cluster on SQLite and MongoDB', (mongoUrl) => {
  it('whose clocks differ by hours records no case backwards, and projects every event once', async () => {
    const cluster = await newClusterAt(mongoUrl(), 'SQLite');
    const workers = [started(startWorker(cluster))];
    const apis = [-60, 0, 60].map((minutes) => wrongBy(minutes, () => startApi(cluster)));
    const [behind = '', right = '', ahead = ''] = await Promise.all(apis.map(({ url }) => url));
    const staff = await staffOf(cluster);
    for (const url of [behind, right, ahead])
      await eventually(async () => (await statusOf(`${url}/health/ready`)) === 200);
    for (const key of keys('before', 4)) await staff.persist(ahead, key);
    await untilShown(right, staff);
    workers.push(
      wrongBy(60, () => startWorker(cluster)),
      wrongBy(-60, () => startWorker(cluster)),
    );
    await Promise.all(workers.map(({ url }) => url));
    const flag = { flag: 'media', reason: 'A newspaper has called.' };
    for (const [index, url] of [behind, right, ahead, behind, ahead, right, behind].entries()) {
      const change = index % 2 === 0 ? 'raise-flag' : 'clear-flag';
      for (const { caseId } of staff.acknowledged.values()) {
        const told = await staff.send(`${url}/cases/${caseId}/${change}`, flag);
        expect(told).toMatchObject({ status: 200 });
      }
    }
    await untilShown(right, staff);
    await expectLikeReplay(cluster);
    const latest = expectForwards(await withReplay(cluster, eventsOf));
    expect(Date.parse(latest) - Date.now()).toBeGreaterThan(55 * 60_000);
    expect(await Promise.all([...apis, ...workers].map((each) => each.stop()))).toEqual([0, 0, 0, 0, 0, 0]);
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
