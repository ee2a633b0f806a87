import { expect, it } from 'vitest';
import { ReadModelsUnavailable, type ReadModelStore } from '#event-sourcing';
import { MemoryEventStore } from '#event-sourcing/testing';
import { systemTiming } from '#read-models';
import { runnerOptions, tally } from '../contract/projection.fixtures.ts';
import { withMongo } from '../contract/read-model-targets.ts';
import { startLine, type Line } from '../servers/mongodb/line.ts';
import {
  cleanUpAfterEach,
  cleanups,
  countingLog,
  expectLikeCleanRun,
  newDatabase,
  openModels,
  reached,
  speak,
  start,
  untilAnswering,
} from './mongodb.fixtures.ts';

cleanUpAfterEach();

await withMongo('A slow MongoDB server', (url) => {
  async function through(
    options: string,
  ): Promise<{ readonly line: Line; readonly readModels: ReadModelStore }> {
    const line = await startLine(url());
    const readModels = openModels(`${line.url}&${options}`, newDatabase(url()));
    cleanups.push(line.close);
    return { line, readModels };
  }

  it('is given up after the time-out of the socket, and used again when it has recovered', async () => {
    const { line, readModels } = await through('socketTimeoutMS=300&serverSelectionTimeoutMS=500');
    await readModels.ensure(tally.collection);
    line.delay(1_500);
    for (const request of [
      () => readModels.checkpoint('tally@1'),
      () => readModels.query(tally.collection, { limit: 5 }),
      () => readModels.write(tally.collection, [{ id: 'all', position: '1' as never, document: {} }]),
    ]) {
      const begun = performance.now();
      await expect(request()).rejects.toThrow(ReadModelsUnavailable);
      expect(performance.now() - begun).toBeLessThan(6_000);
    }
    line.delay(0);
    await untilAnswering(readModels);
  });

  it('lets requests wait for a connection no longer than the pool’s time-out', async () => {
    const { line, readModels } = await through('maxPoolSize=2&waitQueueTimeoutMS=300');
    await readModels.ensure(tally.collection);
    line.delay(1_000);
    const begun = performance.now();
    const requests = Array.from({ length: 40 }, () => readModels.checkpoint('tally@1'));
    const refused: string[] = [];
    const waits: number[] = [];
    await Promise.all(
      requests.map((request) =>
        request.catch((error: unknown) => {
          expect(error).toBeInstanceOf(ReadModelsUnavailable);
          refused.push(String(error));
          waits.push(performance.now() - begun);
        }),
      ),
    );
    expect(refused.length).toBeGreaterThanOrEqual(30);
    for (const reason of refused) expect(reason).toContain('no connection became free in time');
    expect(Math.max(...waits)).toBeLessThan(5_000);
    line.delay(0);
    await expect(readModels.checkpoint('tally@1')).resolves.toBeDefined();
  });

  it('slows projections down, and neither loses nor repeats anything', async () => {
    const { line, readModels } = await through('maxPoolSize=5');
    const history = new MemoryEventStore();
    const log = countingLog();
    const running = start({ ...runnerOptions(history, readModels), batchSize: 10, log });
    await speak(history, 0, 30);
    line.delay(60);
    await speak(history, 30, 200);
    await reached(readModels, history, 60_000);
    line.delay(0);
    await running.stop();
    await expectLikeCleanRun(readModels, history);
    expect(log.errors.filter((line) => line.includes('taken this projection over'))).toEqual([]);
  });
});

await withMongo('Processes whose clocks differ from each other and from the server', (url) => {
  it('project as one whose clock is right', async () => {
    const database = newDatabase(url());
    const history = new MemoryEventStore();
    const hours = (difference: number) => ({ now: () => Date.now() + difference * 3_600_000 });
    const behind = openModels(url(), database, hours(-30));
    const ahead = openModels(url(), database, hours(50));
    const first = start(runnerOptions(history, behind, 'behind'));
    await speak(history, 0, 20);
    await reached(behind, history, 20_000);
    const second = start(runnerOptions(history, ahead, 'ahead'));
    await speak(history, 20, 60);
    await systemTiming.sleep(2_500);
    await speak(history, 80, 20);
    await reached(ahead, history, 20_000);
    await first.stop();
    await speak(history, 100, 20);
    await reached(behind, history, 20_000);
    await second.stop();
    await expectLikeCleanRun(behind, history);
    await expectLikeCleanRun(ahead, history);
  });
});
