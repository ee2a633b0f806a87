import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEGINNING, type EventStore } from '#event-sourcing';
import { openSqliteEventStore } from '#event-store';
import { pages } from '../contract/event-store.fixtures.ts';

const ROUNDS = 10;
const PROCESSES = 2;
const root = fileURLToPath(new URL('../../', import.meta.url));
const script = fileURLToPath(new URL('./event-store-kill.child.ts', import.meta.url));

/**
 * `kill -9` at random moments (design D19), two processes on one file. This proves what survives the death of a
 * process; what survives a power cut rests on `synchronous=FULL`, which no test without a power switch can show.
 */
describe('killing processes that append', () => {
  let folder: string;
  let file: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'redress-kill-'));
    file = join(folder, 'events.db');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it(`loses nothing acknowledged and leaves no gap and no half batch, at ${String(ROUNDS * PROCESSES)} random moments`, async () => {
    let events = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const notes = Array.from({ length: PROCESSES }, (_, each) =>
        join(folder, `acknowledged-${String(round)}-${String(each)}`),
      );
      await Promise.all(notes.map((acknowledged) => appendUntilKilled(file, acknowledged)));
      const store = openSqliteEventStore({ file });
      const batches = await wholeBatches(store);
      for (const name of notes.flatMap(linesOf)) expect(batches).toContain(name);
      const count = Number(await store.head());
      expect(count).toBeGreaterThan(events);
      events = count;
      await store.close();
    }
  });
});

async function appendUntilKilled(file: string, acknowledged: string): Promise<void> {
  const args = [
    '--disable-warning=ExperimentalWarning',
    '--import',
    './tools/register.mjs',
    script,
    file,
    acknowledged,
  ];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), exited]);
  await sleep(randomInt(80));
  child.kill('SIGKILL');
  expect(await exited).toEqual([null, 'SIGKILL']);
}

const linesOf = (path: string): readonly string[] =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];

interface Noted {
  readonly batch: string;
  readonly index: number;
  readonly size: number;
}

/** Names of all batches; fails unless positions run from 1 without a gap and each batch is whole and in one piece. */
async function wholeBatches(store: EventStore): Promise<ReadonlySet<string>> {
  const log = await pages(store, BEGINNING, 1000);
  expect(log.map(({ position }) => Number(position))).toEqual(log.map((_, index) => index + 1));
  const notes = log.map(({ data }) => JSON.parse(data) as Noted);
  notes.forEach(({ batch, index, size }, at) => {
    const whole = notes.slice(at - index, at - index + size);
    if (whole.length !== size || whole.some((each) => each.batch !== batch))
      throw new Error(`half a batch: ${batch}`);
  });
  return new Set(notes.map(({ batch }) => batch));
}
