import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Boundary } from './crash-hook.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const hook = pathToFileURL(fileURLToPath(new URL('./crash-hook.ts', import.meta.url))).href;

/** Where a process ends: at the nth statement of a kind, or some time after it has begun to work. */
export type Kill =
  | { readonly boundary: Boundary; readonly nth: number; readonly when: 'before' | 'after' }
  | { readonly millisAfterStart: number }
  /** For programs that say nothing before they are done. */
  | { readonly millisAfterSpawn: number };

export interface Ended {
  readonly pid: number;
  readonly killed: boolean;
  /** Of a process that was not killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Program {
  /** What follows `node`. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly kill?: Kill | undefined;
  /** File for the numbers of statements of a run that is left alone. */
  readonly counts?: string;
}

/** Runs a TypeScript file of the tests. */
export const script = (name: string, ...args: string[]): readonly string[] => [
  '--disable-warning=ExperimentalWarning',
  '--import',
  './tools/register.mjs',
  fileURLToPath(new URL(name, import.meta.url)),
  ...args,
];

/** The real command line. */
export const redress = (...args: string[]): readonly string[] => ['apps/cli/bin/redress.mjs', ...args];

/** Runs a program to its end, or to the end that was chosen for it; its first output says that it has begun to work. */
export async function runProgram({ args, env = {}, kill, counts }: Program): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env, ...hooks(kill, counts) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = [gather(child.stdout), gather(child.stderr)];
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const moment = momentOf(kill);
  if (moment !== undefined) {
    if (moment.afterOutput)
      await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), exited]);
    await Promise.race([sleep(moment.millis), exited]);
    child.kill('SIGKILL');
  }
  const [code, signal] = await exited;
  return { pid: child.pid ?? 0, killed: signal === 'SIGKILL', code, stdout: stdout(), stderr: stderr() };
}

function momentOf(
  kill: Kill | undefined,
): { readonly millis: number; readonly afterOutput: boolean } | undefined {
  if (kill === undefined || 'boundary' in kill) return undefined;
  return 'millisAfterSpawn' in kill
    ? { millis: kill.millisAfterSpawn, afterOutput: false }
    : { millis: kill.millisAfterStart, afterOutput: true };
}

function hooks(kill: Kill | undefined, counts: string | undefined): Record<string, string> {
  const crash =
    kill !== undefined && 'boundary' in kill
      ? `${kill.boundary}:${String(kill.nth)}:${kill.when}`
      : undefined;
  if (crash === undefined && counts === undefined) return {};
  return {
    NODE_OPTIONS:
      `${process.env['NODE_OPTIONS'] ?? ''} --disable-warning=ExperimentalWarning --import=${hook}`.trim(),
    ...(crash !== undefined && { REDRESS_TEST_CRASH: crash }),
    ...(counts !== undefined && { REDRESS_TEST_COUNTS: counts }),
  };
}

function gather(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return () => text;
}

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The dead do not give their leases back; here nobody waits until they expire. */
export function expireLeasesOf(folder: string, pid: number): void {
  const file = path.join(folder, 'read-models.db');
  if (!existsSync(file)) return;
  const database = new DatabaseSync(file, { timeout: 5_000 });
  const tables = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'leases'`).all();
  if (tables.length > 0)
    database.prepare(`UPDATE leases SET expires_at = 0 WHERE holder LIKE '%/${String(pid)}/%'`).run();
  database.close();
}
