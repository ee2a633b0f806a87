import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = path.join(import.meta.dirname, '..');
const REGISTER = pathToFileURL(path.join(ROOT, 'tools/register.mjs')).href;
const PROCESSOR_TIME = path.join(import.meta.dirname, 'processor-time.cjs');
const LISTENING = /(?:https?|esdb):\/\/[\d.]+:\d+\S*/;
const STOP_MILLIS = 15_000;

export interface RunningServer {
  readonly url: string;
  readonly pid: number | undefined;
  /** What it says of itself: every server here tells its processor time, in microseconds. */
  readonly ask: (question: string) => Promise<unknown>;
  stop(): Promise<void>;
}

export interface Program {
  readonly file: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Files that are imported before it. */
  readonly imports?: readonly string[];
}

/** A server in a process of its own, which prints the address that it listens on. */
export async function startServer({
  file,
  args = [],
  env = {},
  imports = [],
}: Program): Promise<RunningServer> {
  const options = [
    '--disable-warning=ExperimentalWarning',
    '--require',
    PROCESSOR_TIME,
    '--import',
    REGISTER,
    ...imports.flatMap((each) => ['--import', pathToFileURL(each).href]),
  ];
  const child = spawn(process.execPath, [...options, path.join(ROOT, file), ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, REDRESS_LOG_LEVEL: 'warn', ...env },
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const url = await addressOf(child);
  return {
    url,
    pid: child.pid,
    ask: async (question) => {
      const answer = once(child, 'message');
      child.send(question);
      return ((await answer) as [unknown])[0];
    },
    async stop() {
      process.off('exit', kill);
      const ended = once(child, 'exit');
      const force = setTimeout(kill, STOP_MILLIS);
      child.kill('SIGTERM');
      await ended;
      clearTimeout(force);
    },
  };
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('the server has no standard output');
  let said = '';
  for await (const chunk of stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    const url = LISTENING.exec(said)?.[0];
    if (url === undefined) continue;
    stdout.resume();
    return url;
  }
  throw new Error(`the server did not start: ${said}`);
}
