import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually, simulatedTiming, turns } from '#event-sourcing/testing';
import type { Logger } from '#platform';
import { startWorkerThread } from './worker-thread.ts';

describe('the worker thread', () => {
  let directory = '';
  const messages: string[] = [];
  const note = (_facts: object, message: string): void => {
    messages.push(message);
  };
  const log: Logger = { debug: note, info: note, warn: note, error: note };
  beforeEach(async () => {
    messages.length = 0;
    directory = await mkdtemp(path.join(tmpdir(), 'redress-thread-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const settings = () => ({ dataDirectory: directory, logLevel: 'silent' as const });
  const entry = async (body: string): Promise<URL> => {
    const file = path.join(directory, 'entry.mjs');
    await writeFile(
      file,
      `import { parentPort, workerData } from 'node:worker_threads';\nimport { appendFileSync } from 'node:fs';\nconst say = (text) => appendFileSync(workerData.dataDirectory + '/said', text + '\\n');\n${body}`,
    );
    return pathToFileURL(file);
  };
  const said = async (): Promise<string[]> =>
    (await readFile(path.join(directory, 'said'), 'utf8').catch(() => '')).trim().split('\n');

  it('is told to stop, and may finish what it is at', async () => {
    const thread = startWorkerThread(settings(), {
      log,
      // Its time does not pass: nothing is ended by force.
      timing: simulatedTiming(),
      entry: await entry(
        "say('started'); parentPort.once('message', () => setTimeout(() => { say('finished'); parentPort.close(); }, 50));",
      ),
    });
    await eventually(async () => (await said()).includes('started'), 'the thread');
    await thread.stop();
    expect(await said()).toEqual(['started', 'finished']);
    expect(messages).toEqual([]);
  });

  it('is started again when it dies, later each time, and the deaths are logged, until it is stopped', async () => {
    const timing = simulatedTiming();
    const body = "say('started'); throw new Error('bug');";
    const threads: unknown[] = [];
    const count = (thread: unknown): void => void threads.push(thread);
    process.on('worker', count);
    const thread = startWorkerThread(settings(), { log, timing, entry: await entry(body) });
    const died = (times: number): Promise<void> =>
      eventually(() => messages.filter((each) => each.includes('starting it again')).length === times);
    await died(1);
    for (const [index, pause] of [200, 400].entries()) {
      await timing.advance(pause - 1);
      expect(timing.sleepers()).toBe(1);
      await timing.advance(1);
      await died(index + 2);
    }
    expect(messages.filter((each) => each === 'the worker thread failed')).toHaveLength(3);
    await thread.stop();
    expect(timing.sleepers()).toBe(0);
    // Whoever slept has woken: a thread that were started now would have been by then.
    await turns();
    process.off('worker', count);
    expect(threads).toHaveLength(3);
    expect(await said()).toEqual(['started', 'started', 'started']);
  });

  it('is ended by force when it does not stop', async () => {
    const timing = simulatedTiming();
    const thread = startWorkerThread(settings(), {
      log,
      timing,
      entry: await entry("say('started'); setInterval(() => undefined, 1000);"),
    });
    await eventually(async () => (await said()).includes('started'), 'the thread');
    const stopped = thread.stop();
    await timing.advance(9_999);
    expect(timing.sleepers()).toBe(1);
    await timing.advance(1);
    await stopped;
  });
});
