import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampled } from '#event-sourcing/testing';
import type { Migration } from '#migrate';
import { useDouble } from './eventstoredb.fixtures.ts';
import { extendHistory, inFile, onServer } from './migrate.fixtures.ts';
import { redress, runProgram, seeded } from './processes.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** How the program ends, one run after the other. */
const ENDS = sampled({
  full: [...Array<'SIGKILL'>(8).fill('SIGKILL'), 'SIGTERM' as const],
  sample: ['SIGKILL' as const, 'SIGTERM' as const, 'SIGKILL' as const],
});
const MOST_APPENDS = 60;

const { double } = useDouble();
let folder = '';
const file = (): string => path.join(folder, 'events.db');
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'redress-migrate-kill-'));
  await extendHistory(file(), { appends: 40 * ENDS.length, name: 'begin' });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const migrate = () => redress('--data', folder, '--json', 'migrate');
const environment = () => ({ EVENT_STORE: double().connectionString });

/** Ends the real program right after the server has written so many more appends, before it hears of the last one. */
async function migrateUntil(
  appends: number,
  signal: 'SIGKILL' | 'SIGTERM',
): Promise<[number | null, string | null]> {
  const child = spawn(process.execPath, migrate(), {
    cwd: root,
    env: { ...process.env, ...environment() },
    stdio: 'ignore',
  });
  let left = appends;
  const stop = double().log.onAppend(() => {
    left -= 1;
    if (left === 0) child.kill(signal);
  });
  try {
    return (await once(child, 'exit')) as [number | null, string | null];
  } finally {
    stop();
  }
}

async function expectBeginning(): Promise<number> {
  const [there, original] = [onServer(double()), await inFile(file())];
  expect(there).toEqual(original.slice(0, there.length));
  return there.length;
}

describe('redress migrate (D19)', () => {
  it('goes on after every kill -9 and every polite end, and ends with the whole history', async () => {
    const random = seeded(11);
    let before = 0;
    for (const [run, signal] of ENDS.entries()) {
      // The double counts the server's own events, too: one for each append.
      const appends = 1 + Math.floor(random() * MOST_APPENDS);
      // Who is asked to stop does so between two appends.
      expect(await migrateUntil(appends, signal)).toEqual(signal === 'SIGKILL' ? [null, signal] : [1, null]);
      const there = await expectBeginning();
      expect(there).toBeGreaterThan(before);
      before = there;
      // The embedded server was not stopped, as it should have been.
      if (run === 1) await extendHistory(file(), { appends: 20, name: 'meanwhile' });
    }
    const { code, stdout } = await runProgram({ args: migrate(), env: environment() });
    expect(code).toBe(0);
    const original = await inFile(file());
    expect(onServer(double())).toEqual(original);
    const { events, copied, alreadyThere } = JSON.parse(stdout) as Migration;
    expect({ events, copied, alreadyThere }).toEqual({
      events: original.length,
      copied: original.length - before,
      alreadyThere: before,
    });
  });
});
