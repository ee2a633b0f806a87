import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { onEveryFragileCluster, started, startBoth, untilReady } from './cluster-outage.fixtures.ts';
import { expectLikeReplay, expectRecordedOnce, keys, staffOf, untilShown } from './cluster-outage.staff.ts';
import { startApi } from './cluster-processes.ts';

await onEveryFragileCluster('an API process', (newCluster) => {
  it('that is killed in the middle of commands loses nothing acknowledged, and another one finishes the rest (D19)', async () => {
    const cluster = await newCluster();
    const other = started(startApi(cluster));
    const running = await startBoth(cluster);
    await untilReady(running);
    const staff = await staffOf(cluster);
    const all = keys('call', 40);
    const begun = all.map(async (key, index) => {
      await sleep(5 * index);
      return staff.log(running.url, key).catch(() => 'nobody answered' as const);
    });
    await sleep(150);
    await running.api.kill();
    const unanswered = (await Promise.all(begun)).filter((told) => told === 'nobody answered');
    expect(unanswered.length).toBeGreaterThan(0);

    const otherUrl = await other.url;
    // Also what was acknowledged: the answer is the first one.
    for (const key of all) await staff.persist(otherUrl, key);
    await untilShown(otherUrl, staff);
    await expectRecordedOnce(cluster, staff);
    await expectLikeReplay(cluster);
    expect(await Promise.all([other.stop(), running.worker.stop()])).toEqual([0, 0]);
  });
});
