import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
  const until = async (condition: () => Promise<boolean>): Promise<void> => {
    for (let attempts = 0; !(await condition()); attempts += 1) {
      if (attempts > 200) throw new Error('waited too long');
      await sleep(25);
    }
  };

  it('is told to stop, and may finish what it is at', async () => {
    const thread = startWorkerThread(settings(), {
      log,
      entry: await entry(
        "say('started'); parentPort.once('message', () => setTimeout(() => { say('finished'); parentPort.close(); }, 50));",
      ),
    });
    await until(async () => (await said()).includes('started'));
    await thread.stop();
    expect(await said()).toEqual(['started', 'finished']);
    expect(messages).toEqual([]);
  });

  it('is started again when it dies, and the death is logged', async () => {
    const thread = startWorkerThread(settings(), {
      log,
      entry: await entry(
        "say('started'); parentPort.once('message', () => process.exit(0)); setTimeout(() => { throw new Error('bug'); }, 20);",
      ),
    });
    await until(async () => (await said()).length >= 3);
    await thread.stop();
    expect(messages).toContain('the worker thread failed');
    expect(messages).toContain('the worker thread ended unasked; starting it again');
    const before = (await said()).length;
    await sleep(300);
    expect(await said()).toHaveLength(before);
  });

  it('is ended by force when it does not stop', async () => {
    const thread = startWorkerThread(settings(), {
      log,
      stopMillis: 100,
      entry: await entry("say('started'); setInterval(() => undefined, 1000);"),
    });
    await until(async () => (await said()).includes('started'));
    await thread.stop();
  });
});
