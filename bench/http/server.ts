import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = path.join(import.meta.dirname, '../..');
const REGISTER = pathToFileURL(path.join(ROOT, 'tools/register.mjs')).href;
const LISTENING = /https?:\/\/[\d.]+:\d+/;
const STOP_MILLIS = 15_000;

export interface RunningServer {
  readonly url: string;
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

/** A server in a process of its own, which prints the address that it listens on. */
export async function startServer(file: string, ...args: readonly string[]): Promise<RunningServer> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', REGISTER, path.join(ROOT, file), ...args],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, REDRESS_LOG_LEVEL: 'warn' } },
  );
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const url = await addressOf(child);
  return {
    url,
    pid: child.pid,
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
