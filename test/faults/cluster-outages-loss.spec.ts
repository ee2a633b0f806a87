import { expect, it } from 'vitest';
import { withWireServer } from '../contract/read-model-targets.ts';
import { COLLECTIONS } from '../documents.ts';
import { startWireServer } from '../servers/mongodb/server.ts';
import {
  afterwards,
  expectQuiet,
  newClusterAt,
  startBoth,
  untilReady,
  type Kind,
} from './cluster-outage.fixtures.ts';
import { expectLikeReplay, expectRecordedOnce, keys, staffOf, untilShown } from './cluster-outage.staff.ts';
import type { ClusterProcess } from './cluster-processes.ts';

const KINDS: readonly Kind[] = ['SQLite', 'EventStoreDB (protocol double)'];

for (const kind of KINDS) {
  await withWireServer(`${kind} and MongoDB`, (server) => {
    it('a MongoDB that comes back empty is filled from the history, without a restart or a hand', async () => {
      const { port, url, kill } = server();
      const cluster = await newClusterAt(url, kind);
      const running = await startBoth(cluster);
      await untilReady(running);
      const staff = await staffOf(cluster);
      for (const key of keys('before', 10)) await staff.persist(running.url, key);
      await untilShown(running.url, staff);
      const underWay = Promise.all(keys('meanwhile', 6).map((key) => staff.persist(running.url, key)));
      await kill();
      const empty = await startWireServer(port);
      afterwards(empty.kill);
      await underWay;

      await untilReady(running);
      await staff.persist(running.url, 'afterwards');
      await untilShown(running.url, staff);
      await expectRecordedOnce(cluster, staff);
      await expectLikeReplay(cluster);
      // Whichever process looks first.
      expect([...told(running.api), ...told(running.worker)]).toContain(
        'the read models have lost everything; they are filled again from the history',
      );
      const restarts = running.worker.log().filter(({ msg }) => msg === 'projecting from here');
      expect(restarts.filter(({ position }) => position === '').length).toBeGreaterThanOrEqual(
        2 * COLLECTIONS.length,
      );
      expect(await Promise.all([running.api.stop(), running.worker.stop()])).toEqual([0, 0]);
      expectQuiet(running);
    });
  });
}

const told = (process: ClusterProcess): readonly string[] => process.log().map(({ msg }) => msg);
