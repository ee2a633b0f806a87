import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { arrives, eventually } from '#event-sourcing/testing';
import type { Boundary } from './crash-hook.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const hook = pathToFileURL(fileURLToPath(new URL('./crash-hook.ts', import.meta.url))).href;

/** Where a process ends: at the nth statement of a kind. */
export interface Kill {
  readonly boundary: Boundary;
  readonly nth: number;
  readonly when: 'before' | 'during' | 'after';
}

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

/** Runs a program to its end, or to the end that was chosen for it. */
export const runProgram = (program: Program): Promise<Ended> => startProgram(program).ended;

/** A program that goes on until it is told to end. */
export interface Running {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<Ended>;
  /** What it has printed once that contains this; fails when it ends before. */
  readonly prints: (pattern: RegExp) => Promise<RegExpExecArray>;
}

export function startProgram({ args, env = {}, kill, counts }: Program): Running {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env, ...hooks(kill, counts) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = [gather(child.stdout), gather(child.stderr)];
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const ended = closed.then(([code, signal]) => ({
    ...{ pid: child.pid ?? 0, killed: signal === 'SIGKILL', code },
    ...{ stdout: stdout(), stderr: stderr() },
  }));
  const prints = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (let over = false; ;) {
      const found = pattern.exec(stdout());
      if (found !== null) return found;
      if (over) throw new Error(`it ended: ${stdout()}${stderr()}`);
      over = await Promise.race([once(child.stdout, 'data').then(() => false), ended.then(() => true)]);
    }
  };
  return {
    ...{ child, ended },
    prints: (pattern) => arrives(prints(pattern), `the output ${String(pattern)}`),
  };
}

function hooks(kill: Kill | undefined, counts: string | undefined): Record<string, string> {
  if (kill === undefined && counts === undefined) return {};
  return {
    NODE_OPTIONS:
      `${process.env['NODE_OPTIONS'] ?? ''} --disable-warning=ExperimentalWarning --import=${hook}`.trim(),
    ...(kill !== undefined && { REDRESS_TEST_CRASH: `${kill.boundary}:${String(kill.nth)}:${kill.when}` }),
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
export async function expireLeasesOf(folder: string, pid: number): Promise<void> {
  const file = path.join(folder, 'read-models.db');
  if (!existsSync(file)) return;
  const database = new DatabaseSync(file);
  const tables = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'leases'`).all();
  if (tables.length > 0) await eventually(() => expired(database, pid), 'a moment without other writers');
  database.close();
}

/** False while somebody else writes. */
function expired(database: DatabaseSync, pid: number): boolean {
  try {
    database.prepare(`UPDATE leases SET expires_at = 0 WHERE holder LIKE '%/${String(pid)}/%'`).run();
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.includes('locked')) return false;
    throw error;
  }
}

/** Whoever follows the dead waits for their leases most of the time. */
const LANES = 4;

/** Several at once, each as soon as there is a free lane. */
export async function sideBySide<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const lane = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
