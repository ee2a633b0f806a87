import { beforeAll, describe, expect, it } from 'vitest';
import { eventually, isFullRun } from '#event-sourcing/testing';
import { withMongo } from '../contract/read-model-targets.ts';
import { COLLECTIONS } from '../documents.ts';
import {
  cleanUpAfterAll,
  directly,
  dropDatabase,
  expectQuiet,
  newClusterAt,
  newClusterOnEventStore,
  readiness,
  startBoth,
  started,
  statusOf,
  untilReady,
  type FragileCluster,
  type Running,
} from './cluster-outage.fixtures.ts';
import {
  expectLikeReplay,
  expectRecordedOnce,
  keys,
  hireStaff,
  staffOf,
  untilShown,
  expectOutage,
  expectTold,
} from './cluster-outage.staff.ts';
import type { Staff } from './cluster-outage.staff.ts';
import { startApi, type LogLine } from './cluster-processes.ts';
import {
  expectPatience,
  isSilence,
  isTrouble,
  messagesOf,
  untilNotReady,
  waitingLines,
} from './cluster-outages.waiting.ts';
import { sendUntil, swallowAnswers, untilMore } from './cluster-outages.sending.ts';

/** Two servers to lose; in the full run also one alone. */
await withMongo('EventStoreDB (protocol double) and MongoDB', (url) => {
  describe('one cluster after all of this', () => {
    outages('MongoDB', () => newClusterAt(url(), 'EventStoreDB (protocol double)'));
  });
});
if (isFullRun)
  describe('EventStoreDB (protocol double) and SQLite', () => {
    describe('one cluster after all of this', () => {
      outages('SQLite', newClusterOnEventStore);
    });
  });

/** One after the other, because it takes long to start processes; each begins with a cluster that is well. */
function outages(readModels: 'MongoDB' | 'SQLite', newCluster: () => Promise<FragileCluster>): void {
  let cluster: FragileCluster;
  let running: Running;
  let staff: Staff;
  cleanUpAfterAll();
  beforeAll(async () => {
    cluster = await newCluster();
    await hireStaff(directly(cluster));
    takeServersAway();
    running = await startBoth(cluster);
    staff = await staffOf(cluster);
  });

  const takeServersAway = (): void => {
    for (const way of Object.values(cluster.ways)) way.refuse();
  };
  const restoreServers = (): void => {
    for (const way of Object.values(cluster.ways)) way.restore();
  };
  const well = async (): Promise<void> => {
    restoreServers();
    await untilReady(running);
  };
  const persistAll = (all: readonly string[]): Promise<unknown> =>
    Promise.all(all.map((key) => staff.persist(running.url, key)));

  it('servers that are away at the start are waited for, and the work begins by itself once they come', async () => {
    takeServersAway();
    const { api, worker, url, workerUrl } = running;
    expect(await readiness(running)).toEqual([503, 503]);
    for (const each of [url, workerUrl]) {
      expect(await statusOf(`${each}/health/live`)).toBe(200);
      expect((await fetch(`${each}/health/ready`)).headers.get('retry-after')).toBe('5');
    }
    const questions = ['/cases', '/breaches', '/reports/monthly/2026-09'].map((path) =>
      staff.get(`${url}${path}`),
    );
    expectTold('both', await staff.log(url, 'early'));
    for (const told of await Promise.all(questions)) expectOutage(told);
    await eventually(() => [api, worker].every((each) => waitingLines(each).length >= 4), 'waiting');
    for (const each of [api, worker]) expectPatience(each);
    await well();
    await staff.persist(url, 'early');
    await untilShown(url, staff);
    const goOn = () =>
      [api, worker].every((each) => messagesOf(each).includes('the servers answer; going on'));
    await eventually(goOn, 'both going on');
  });

  it('a process that waits for them ends when it is told to', async () => {
    takeServersAway();
    const early = await startBoth(cluster);
    await eventually(
      () => [early.api, early.worker].every((each) => waitingLines(each).length > 0),
      'waiting',
    );
    expect(await Promise.all([early.api.stop(), early.worker.stop()])).toEqual([0, 0]);
    expectQuiet(early);
  });

  it('each server breaks off in the middle of the work: all goes on by itself', async () => {
    for (const [server, way] of Object.entries(cluster.ways)) {
      await well();
      const breaking = new AbortController();
      const untold = sendUntil(breaking.signal, staff, running.url, `${server} breaks off`);
      await untilMore(staff, 4);
      way.refuse();
      breaking.abort();
      const since = running.worker.log().length;
      const meanwhile = await Promise.all(
        keys(`${server} is away`, 4).map((key) => staff.log(running.url, key)),
      );
      for (const told of meanwhile) expectTold(server, told);
      await untilNotReady(running);
      await eventually(() => running.worker.log().slice(since).some(isTrouble), 'trouble of the worker');
      const refused = await untold;
      way.restore();
      await persistAll([...refused, ...keys(`${server} is away`, 4)]);
      await untilShown(running.url, staff);
    }
  });

  it('each falls silent: every answer comes, and the late ones change nothing', async () => {
    for (const [server, way] of Object.entries(cluster.ways)) {
      await well();
      await persistAll(keys(`before ${server}`, 3));
      const all = keys(`${server} falls silent`, 6);
      const since = running.worker.log().length;
      const underWay = all.map((key) => staff.log(running.url, key));
      // Requests pass and are carried out; only their answers are held back.
      way.freeze('answers');
      await untilNotReady(running);
      for (const told of await Promise.all(underWay)) expectTold(server, told);
      const list = await staff.get(`${running.url}/cases`);
      if (server === 'MongoDB') expectOutage(list);
      await eventually(
        () => running.worker.log().slice(since).some(isSilence),
        'giving the silent server up',
      );
      way.restore();
      await persistAll(all);
      await untilShown(running.url, staff);
    }
  });

  it('what was written, and nobody was told of, is found by the next attempt', async () => {
    await well();
    // At every attempt; others who write at the same time have their share.
    const cut = keys('attempt', 12).map(() => 'cut after writing' as const);
    cluster.double?.faults.append.push(...cut);
    const told = await staff.persist(running.url, 'written-untold');
    expect(told.map(({ status }) => status)).toContain(503);
    expect(staff.acknowledged.get('written-untold')).toMatchObject({ repeated: true });
    cluster.double?.faults.append.splice(0);
  });

  if (readModels === 'MongoDB')
    it('a MongoDB that comes back empty is filled from the history, without a restart or a hand', async () => {
      await well();
      await persistAll(keys('before it', 10));
      await untilShown(running.url, staff);
      const since = { api: running.api.log().length, worker: running.worker.log().length };
      const underWay = persistAll(keys('meanwhile', 6));
      cluster.ways['MongoDB']?.refuse();
      await dropDatabase(cluster.direct);
      cluster.ways['MongoDB']?.restore();
      await underWay;
      await untilReady(running);
      await staff.persist(running.url, 'afterwards');
      await untilShown(running.url, staff);
      // Whichever process looks first.
      const told = [...running.api.log().slice(since.api), ...running.worker.log().slice(since.worker)];
      expect(told.map(({ msg }) => msg)).toContain(
        'the read models have lost everything; they are filled again from the history',
      );
      const restarts = (): readonly LogLine[] =>
        running.worker
          .log()
          .slice(since.worker)
          .filter(({ msg, position }) => msg === 'projecting from here' && position === '');
      await eventually(() => restarts().length >= COLLECTIONS.length, 'every projection from the beginning');
    });

  it('an API process is killed in the middle of commands: another one finishes the rest (D19)', async () => {
    await well();
    const other = started(startApi(cluster));
    const otherUrl = await other.url;
    const untold = sendUntil('nobody answers', staff, running.url, 'call');
    await untilMore(staff, 10);
    if (cluster.double !== undefined) await swallowAnswers(cluster.double);
    await running.api.kill();
    cluster.double?.faults.append.splice(0);
    running = { ...running, api: other, url: otherUrl };
    const all = await untold;
    await untilReady(running);
    // Also what was acknowledged: the answer is the first one.
    await persistAll([...all, ...[...staff.acknowledged.keys()].filter((key) => key.startsWith('call'))]);
    if (cluster.double !== undefined)
      expect(all.map((key) => staff.acknowledged.get(key)?.repeated)).toContain(true);
    await untilShown(otherUrl, staff);
  });

  it('has recorded once what was acknowledged, and nothing else, and shows what a replay shows (D5, D19)', async () => {
    await well();
    await expectRecordedOnce(directly(cluster), staff);
    await expectLikeReplay(directly(cluster));
  });

  it('ends when it is told to while its servers say nothing', async () => {
    await well();
    for (const way of Object.values(cluster.ways)) way.freeze();
    expect(await Promise.all([running.api.stop(), running.worker.stop()])).toEqual([0, 0]);
    // Those in the folder are given back.
    if (readModels === 'MongoDB')
      expect(messagesOf(running.worker)).toContain(
        'stopped without giving every lease back: a server is away',
      );
    expectQuiet(running);
  });
}
