import { expect, it } from 'vitest';
import {
  expectQuiet,
  onEveryFragileCluster,
  readiness,
  startBoth,
  statusOf,
  untilReady,
  type Running,
} from './cluster-outage.fixtures.ts';
import {
  expectLikeReplay,
  expectOutage,
  expectRecordedOnce,
  staffOf,
  untilShown,
} from './cluster-outage.staff.ts';
import { eventually, type ClusterProcess, type LogLine } from './cluster-processes.ts';

const waitingLines = (process: ClusterProcess): readonly LogLine[] =>
  process.log().filter(({ msg }) => msg === 'waiting for a server that is away');

await onEveryFragileCluster('servers that are away at the start', (newCluster) => {
  it('are waited for, and the work begins by itself once they come', async () => {
    const cluster = await newCluster();
    const ways = Object.values(cluster.ways);
    for (const way of ways) way.refuse();
    const running = await startBoth(cluster);
    const { api, worker, url, workerUrl } = running;
    const staff = await staffOf(cluster);

    expect(await readiness(running)).toEqual([503, 503]);
    for (const each of [url, workerUrl]) {
      expect(await statusOf(`${each}/health/live`)).toBe(200);
      expect((await fetch(`${each}/health/ready`)).headers.get('retry-after')).toBe('5');
    }
    const questions = ['/cases', '/breaches', '/reports/monthly/2026-09'].map((path) =>
      staff.get(`${url}${path}`),
    );
    for (const told of await Promise.all([staff.log(url, 'early'), ...questions])) expectOutage(told);
    await eventually(() => [api, worker].every((each) => waitingLines(each).length >= 4));
    for (const each of [api, worker]) expectPatience(each);

    for (const way of ways) way.restore();
    await untilReady(running);
    expect(await staff.persist(url, 'early')).toHaveLength(1);
    await untilShown(url, staff);
    await expectRecordedOnce(cluster, staff);
    await expectLikeReplay(cluster);
    for (const each of [api, worker])
      expect(each.log().map(({ msg }) => msg)).toContain('the servers answer; going on');
    expect(await Promise.all([api.stop(), worker.stop()])).toEqual([0, 0]);
    expectQuiet(running);
  });

  it('or while it is told to stop do not keep a process from ending', async () => {
    const cluster = await newCluster();
    const ways = Object.values(cluster.ways);
    for (const way of ways) way.refuse();
    const early = await startBoth(cluster);
    await eventually(() => waitingLines(early.worker).length > 0);
    await expectEnd(early);
    for (const way of ways) way.restore();
    const later = await startBoth(cluster);
    await untilReady(later);
    for (const way of ways) way.freeze();
    await expectEnd(later);
  });
});

/** Growing pauses; every line says what is away and what to look at, without a password or a stack. */
function expectPatience(waiting: ClusterProcess): void {
  const lines = waitingLines(waiting);
  const pauses = lines.map(({ againInMillis }) => Number(againInMillis));
  expect(pauses.at(-1)).toBeGreaterThan(3 * (pauses[0] ?? Infinity));
  for (const { level, why } of lines) {
    expect(level).toBe('warn');
    expect(why).toMatch(/(MongoDB|EventStoreDB) at 127\.0\.0\.1:\d+.*: check that it runs/);
  }
  expect(JSON.stringify(waiting.log())).not.toMatch(/secret|\\n +at /);
}

/** How long a process may take to end, in ms: what it waits for is away, so it waits for nothing. */
const LONGEST_END = 6_500;

async function expectEnd(running: Running): Promise<void> {
  const begun = performance.now();
  expect(await Promise.all([running.api.stop(), running.worker.stop()])).toEqual([0, 0]);
  expect(performance.now() - begun).toBeLessThan(LONGEST_END);
  expectQuiet(running);
}
