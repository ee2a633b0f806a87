import { expect, it } from 'vitest';
import { ReadModelsUnavailable, type ReadModelStore } from '#event-sourcing';
import { eventually, MemoryEventStore, simulatedTiming, turns } from '#event-sourcing/testing';
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
    cleanups.push(line.close);
    const readModels = openModels(`${line.url}&${options}`, newDatabase(url()));
    return { line, readModels };
  }

  /** Nothing but a request finds out: the heart beats once in a minute. */
  const UNNOTICED = 'heartbeatFrequencyMS=60000&retryReads=false';

  it('is given up after the time-out of the socket, and used again when it has recovered', async () => {
    const { line, readModels } = await through(`socketTimeoutMS=300&connectTimeoutMS=60000&${UNNOTICED}`);
    await untilAnswering(readModels);
    line.hold();
    const reason = await reasonOf(readModels.checkpoint('tally@1'));
    // The connection is there, so that no other limit of the driver ends the waiting.
    expect(reason).toMatch(/the server did not answer in time.*MongoNetworkTimeoutError: .* timed out/s);
    line.release();
    await untilAnswering(readModels);
  });

  it('is given up by every request that needs a new connection', async () => {
    const { line, readModels } = await through(
      `connectTimeoutMS=300&serverSelectionTimeoutMS=500&${UNNOTICED}`,
    );
    line.hold();
    for (const request of [
      () => readModels.checkpoint('tally@1'),
      () => readModels.query(tally.collection, { limit: 5 }),
      () => readModels.write(tally.collection, [{ id: 'all', position: '1' as never, document: {} }]),
    ])
      expect(await reasonOf(request())).toMatch(/Mongo(NetworkTimeout|ServerSelection)Error/);
    line.release();
    await untilAnswering(readModels);
  });

  it('lets requests wait for a connection no longer than the pool’s time-out', async () => {
    const { line, readModels } = await through(
      `maxPoolSize=2&waitQueueTimeoutMS=300&connectTimeoutMS=60000&${UNNOTICED}`,
    );
    await untilAnswering(readModels);
    line.hold();
    const refused: string[] = [];
    const requests = Array.from({ length: 40 }, () =>
      reasonOf(readModels.checkpoint('tally@1')).then(
        (reason) => refused.push(reason),
        () => undefined,
      ),
    );
    await eventually(() => refused.length >= 38, 'the end of waiting');
    line.release();
    await Promise.all(requests);
    for (const reason of refused)
      expect(reason).toMatch(/no connection became free in time.*MongoWaitQueueTimeoutError/s);
    await untilAnswering(readModels);
  });

  it('slows projections down, and neither loses nor repeats anything', async () => {
    const { line, readModels } = await through('maxPoolSize=5');
    const history = new MemoryEventStore();
    const log = countingLog();
    const running = start({ ...runnerOptions(history, readModels), batchSize: 10, log });
    await speak(history, 0, 30);
    line.delay(40);
    await speak(history, 30, 100);
    await reached(readModels, history);
    line.delay(0);
    await running.stop();
    await expectLikeCleanRun(readModels, history);
    expect(log.errors.filter((line) => line.includes('taken this projection over'))).toEqual([]);
  });
});

await withMongo('Processes whose clocks differ from each other and from the server', (url) => {
  it('project as one whose clock is right, and take nothing from each other', async () => {
    const database = newDatabase(url());
    const history = new MemoryEventStore();
    const timing = simulatedTiming();
    const wrongBy = (hours: number): Watched =>
      watched(
        openModels(url(), database, {
          now: () => NOON + timing.now() + hours * 3_600_000,
          elapsed: () => timing.now(),
        }),
      );
    const [behind, ahead] = [wrongBy(-30), wrongBy(50)];
    /** Time stands still while somebody waits for the server: to a slow machine it is never too late. */
    const pass = async (millis: number): Promise<void> => {
      for (let passed = 0; passed < millis; passed += 50) {
        await timing.advance(50);
        await eventually(async () => {
          await turns(5);
          return behind.underWay() + ahead.underWay() === 0;
        }, 'answers');
      }
    };
    const log = countingLog();
    const run = ({ readModels }: Watched, holder: string) =>
      start({ ...runnerOptions(history, readModels, holder), timing, log });
    const first = run(behind, 'behind');
    await speak(history, 0, 20);
    await pass(LEASE);
    await reached(behind.readModels, history);
    const second = run(ahead, 'ahead');
    await speak(history, 20, 60);
    // Both renew all they hold several times, and look at what the other one holds.
    await pass(3 * LEASE);
    await reached(ahead.readModels, history);
    const holders = await ahead.readModels.holders();
    expect(new Set(holders.values())).toEqual(new Set(['behind', 'ahead']));
    await speak(history, 80, 20);
    await pass(2 * LEASE);
    expect(await behind.readModels.holders()).toEqual(holders);
    await reached(ahead.readModels, history);
    await stopIn(pass, first);
    await speak(history, 100, 20);
    await pass(2 * LEASE);
    await reached(behind.readModels, history);
    await stopIn(pass, second);
    expect(log.errors).toEqual([]);
    await expectLikeCleanRun(behind.readModels, history);
    await expectLikeCleanRun(ahead.readModels, history);
  });
});

const NOON = Date.UTC(2026, 8, 1, 12);
/** Of the runners, in ms. */
const LEASE = 1_000;

/** While time goes on. */
async function stopIn(pass: (millis: number) => Promise<void>, runner: { stop(): Promise<void> }) {
  const stopping = { over: false };
  const stopped = runner.stop().finally(() => (stopping.over = true));
  while (!stopping.over) await pass(50);
  await stopped;
}

interface Watched {
  readonly readModels: ReadModelStore;
  /** How many requests wait for their answer. */
  readonly underWay: () => number;
}

function watched(readModels: ReadModelStore): Watched {
  let underWay = 0;
  const counting =
    <Arguments extends readonly unknown[], Result>(ask: (...args: Arguments) => Promise<Result>) =>
    (...args: Arguments): Promise<Result> => {
      underWay += 1;
      return ask(...args).finally(() => (underWay -= 1));
    };
  const entries = Object.entries(readModels) as [string, (...args: readonly unknown[]) => Promise<unknown>][];
  const counted = Object.fromEntries(entries.map(([name, ask]) => [name, counting(ask)]));
  return { readModels: counted as unknown as ReadModelStore, underWay: () => underWay };
}

/** Why it could not be answered, with the driver's own error. */
async function reasonOf(request: Promise<unknown>): Promise<string> {
  const error: unknown = await request.catch((reason: unknown) => reason);
  if (!(error instanceof ReadModelsUnavailable)) throw new Error('no outage');
  return `${String(error)} ${String(error.cause)}`;
}
