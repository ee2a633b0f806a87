import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const folder = fileURLToPath(new URL('.', import.meta.url));
const target = join(folder, 'target');
const stamp = join(target, 'built');
const lock = join(folder, 'build.lock');
const sources = ['pom.xml', 'src/main/java/WireServer.java'].map((file) => join(folder, file));

const javaHome = process.env['JAVA_HOME'] ?? '';
const java = javaHome === '' ? 'java' : join(javaHome, 'bin', 'java');

const EXECUTABLE = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];

const onPath = (program: string): boolean =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .some((each) => EXECUTABLE.some((ending) => existsSync(join(each, `${program}${ending}`))));

/** What keeps the wire server from being built and run on this machine; `undefined` when nothing does. */
export function missingForWireServer(): string | undefined {
  const needed = [...(javaHome === '' ? ['java'] : []), ...(isBuilt() ? [] : ['mvn'])];
  const missing = needed.filter((program) => !onPath(program));
  return missing.length === 0 ? undefined : `${missing.join(' and ')} not found`;
}

const isBuilt = (): boolean =>
  existsSync(stamp) && sources.every((source) => statSync(source).mtimeMs <= statSync(stamp).mtimeMs);

/** Once, also when several test processes ask at the same time; without the network when Maven has everything. */
export async function buildWireServer(): Promise<void> {
  while (!isBuilt()) {
    if (!takeLock()) {
      await sleep(200);
      continue;
    }
    try {
      await maven('--offline').catch(() => maven());
      writeFileSync(stamp, '');
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
}

const maven = (...options: string[]): Promise<unknown> =>
  promisify(execFile)('mvn', ['--quiet', '--batch-mode', ...options, 'process-classes'], {
    cwd: folder,
    shell: process.platform === 'win32',
    timeout: 300_000,
  });

/** The lock of a builder that has died counts for nothing. */
function takeLock(): boolean {
  try {
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(process.pid));
    return true;
  } catch {
    const since = existsSync(lock) ? statSync(lock).mtimeMs : Date.now();
    if (!builderIsAlive() && Date.now() - since > 5_000) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function builderIsAlive(): boolean {
  try {
    return process.kill(Number(readFileSync(join(lock, 'pid'), 'utf8')), 0);
  } catch {
    return false;
  }
}

export interface WireServer {
  readonly url: string;
  readonly port: number;
  /** kill -9: everything it held is gone. */
  readonly kill: () => Promise<void>;
}

/** An empty server, in memory; it ends with this process at the latest. */
export async function startWireServer(port = 0): Promise<WireServer> {
  await buildWireServer();
  const path = [join(target, 'classes'), join(target, 'lib', '*')].join(delimiter);
  // It never runs so long that the second compiler would pay for its work: without it half the processor time is spent.
  const options = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const child = spawn(java, [...options, '-cp', path, 'WireServer', String(port)], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const bound = await portOf(child);
  const exited = once(child, 'exit');
  return {
    port: bound,
    url: `mongodb://127.0.0.1:${bound}`,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function portOf(child: ChildProcess): Promise<number> {
  const { stdout } = child;
  if (stdout === null) throw new Error('the wire server has no output');
  const exited = once(child, 'exit').then(() => ['']);
  const [text] = (await Promise.race([once(stdout, 'data'), exited])) as unknown[];
  const port = Number(String(text).trim());
  if (!Number.isInteger(port) || port === 0) throw new Error('the wire server did not start');
  return port;
}
