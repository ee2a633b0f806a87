import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { environmentOf, type Servers } from '../engines.ts';
import { redress, script } from './processes.ts';

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

type Environment = Readonly<Record<string, string>>;

/** On a free port. */
export const startApi = (cluster: Cluster, more: Environment = {}): ClusterProcess =>
  start(cluster, more, ['api', '--port', '0']);
export const startWorker = (cluster: Cluster, more: Environment = {}): ClusterProcess =>
  start(cluster, more, ['worker', '--health-port', '0']);

/** The same of the program as the next release could be (`newer-program.child.ts`). */
export const startNewerApi = (cluster: Cluster, more: Environment = {}): ClusterProcess =>
  start(cluster, more, ['api', '--port', '0'], newer);
export const startNewerWorker = (cluster: Cluster, more: Environment = {}): ClusterProcess =>
  start(cluster, more, ['worker', '--health-port', '0'], newer);

const newer: typeof redress = (...args) => script('./newer-program.child.ts', ...args);

function start(
  { folder, servers }: Cluster,
  more: Environment,
  args: readonly string[],
  program = redress,
): ClusterProcess {
  const child = spawn(process.execPath, program('--data', folder, ...args), {
    cwd: root,
    env: { ...process.env, ...environmentOf(servers), ...more },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: LogLine[] = [];
  const url = new Promise<string>((resolve, reject) => {
    gatherLines(child, (line) => {
      lines.push(line);
      if (line.msg === 'request failed') unexplained.push(line);
      const where = line['url'] ?? line['health'];
      if (typeof where === 'string') resolve(where);
    });
    child.once('close', () => {
      reject(new Error(`the process has ended: ${JSON.stringify(lines)}`));
    });
  });
  // Nobody may be waiting for it.
  url.catch(() => undefined);
  const exited = once(child, 'exit') as Promise<[number | null]>;
  return {
    pid: child.pid ?? 0,
    url,
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

function gatherLines({ stderr }: ChildProcess, note: (line: LogLine) => void): void {
  let rest = '';
  stderr?.on('data', (chunk: Buffer) => {
    const texts = (rest + chunk.toString()).split('\n');
    rest = texts.pop() ?? '';
    for (const text of texts) note(toLine(text));
  });
}

const toLine = (text: string): LogLine =>
  text.startsWith('{') ? (JSON.parse(text) as LogLine) : { level: 'text', msg: text };
