import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { environmentOf, type Servers } from '../engines.ts';
import { redress } from './processes.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** One process of a cluster, started by the real command line. */
export interface ClusterProcess {
  readonly pid: number;
  /** Where it listens, for its API or its health check; resolves once it does. */
  readonly url: Promise<string>;
  /** What it has logged so far. */
  log(): readonly LogLine[];
  /** kill -9. */
  kill(): Promise<void>;
  /** SIGTERM; the exit code. */
  stop(): Promise<number | null>;
}

export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly [fact: string]: unknown;
}

export interface Cluster {
  readonly folder: string;
  readonly servers: Servers;
}

/** On a free port. */
export const startApi = (cluster: Cluster): ClusterProcess => start(cluster, 'api', '--port', '0');
export const startWorker = (cluster: Cluster): ClusterProcess =>
  start(cluster, 'worker', '--health-port', '0');

function start({ folder, servers }: Cluster, ...args: string[]): ClusterProcess {
  const child = spawn(process.execPath, redress('--data', folder, ...args), {
    cwd: root,
    env: { ...process.env, ...environmentOf(servers) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: LogLine[] = [];
  gatherLines(child, lines);
  const exited = once(child, 'exit') as Promise<[number | null]>;
  return {
    pid: child.pid ?? 0,
    url: listening(child, lines),
    log: () => lines,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      child.kill('SIGTERM');
      return (await exited)[0];
    },
  };
}

/** What processes said of requests that they could not explain: shown beside a wrong answer. */
export const unexplained: LogLine[] = [];

function gatherLines({ stderr }: ChildProcess, lines: LogLine[]): void {
  let rest = '';
  stderr?.on('data', (chunk: Buffer) => {
    const texts = (rest + chunk.toString()).split('\n');
    rest = texts.pop() ?? '';
    for (const text of texts) {
      const line = text.startsWith('{') ? (JSON.parse(text) as LogLine) : { level: 'text', msg: text };
      lines.push(line);
      if (line.msg === 'request failed') unexplained.push(line);
    }
  });
}

async function listening(child: ChildProcess, lines: readonly LogLine[]): Promise<string> {
  for (;;) {
    const url = lines.map(({ url, health }) => url ?? health).find((each) => typeof each === 'string');
    if (url !== undefined) return url;
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the process has ended: ${JSON.stringify(lines)}`);
    await sleep(20);
  }
}

/** Polls until the condition holds; fails with the last answer after the time. */
export async function eventually(
  condition: () => Promise<boolean> | boolean,
  { within = 30_000, what = 'it' }: { readonly within?: number; readonly what?: string } = {},
): Promise<void> {
  const end = performance.now() + within;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`${what} did not happen within ${String(within)} ms`);
    await sleep(50);
  }
}
