import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { eventually, isFullRun } from '#event-sourcing/testing';
import { environmentOf } from '../engines.ts';
import { withMongo } from '../contract/read-model-targets.ts';
import {
  afterwards,
  cleanUpAfterEach,
  directly,
  newClusterAt,
  newClusterOnEventStore,
  statusOf,
  type FragileCluster,
} from './cluster-outage.fixtures.ts';
import {
  expectLikeReplay,
  expectRecordedOnce,
  hireStaff,
  staffOf,
  untilShown,
} from './cluster-outage.staff.ts';
import { redress } from './processes.ts';

cleanUpAfterEach();

/** The way up that needs one server more; in the full run also both. */
describe('redress serve on EventStoreDB (protocol double) and SQLite', () => {
  whole('SQLite', newClusterOnEventStore);
});
if (isFullRun)
  await withMongo('redress serve on EventStoreDB (protocol double) and MongoDB', (url) => {
    whole('MongoDB', () => newClusterAt(url(), 'EventStoreDB (protocol double)'));
  });

function whole(readModels: 'MongoDB' | 'SQLite', newCluster: () => Promise<FragileCluster>): void {
  it('is a whole cluster in one process: a command shows up in the list', async () => {
    const cluster = directly(await newCluster());
    const child = spawn(process.execPath, redress('--data', cluster.folder, 'serve', '--port', '0'), {
      cwd: fileURLToPath(new URL('../../', import.meta.url)),
      env: { ...process.env, ...environmentOf(cluster.servers), REDRESS_LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    afterwards(() => child.kill('SIGKILL'));
    const exited = once(child, 'exit');
    const greeting = String((await once(child.stdout, 'data'))[0]);
    const url = /listens on (\S+)/.exec(greeting)?.[1] ?? '';
    expect(greeting).toContain(`History: EventStoreDB, read models: ${readModels}`);
    expect(greeting).not.toContain('secret');
    await eventually(async () => (await statusOf(`${url}/health/ready`)) === 200, 'readiness');

    await hireStaff(cluster);
    const staff = await staffOf(cluster);
    expect(await staff.log(url, 'first')).toMatchObject({ status: 201, body: { repeated: false } });
    await untilShown(url, staff);
    expect(await staff.log(url, 'first')).toMatchObject({ status: 201, body: { repeated: true } });
    await expectRecordedOnce(cluster, staff);
    await expectLikeReplay(cluster);
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  });
}
