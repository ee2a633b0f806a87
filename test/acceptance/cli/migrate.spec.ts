import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openEngine, type OpenEngineOptions } from '#engine';
import { type Migration } from '#migrate';
import { commandLine, type Said } from '../../command-line.ts';
import { proposed } from '../../faults/eventstoredb.fixtures.ts';
import { inFile, noted, onServer } from '../../faults/migrate.fixtures.ts';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '../../servers/eventstoredb/start.ts';
import { CASE, prepare } from './prepared.ts';

const PASSWORD = 'correct-horse';
const NO_STORE: Readonly<Record<string, string>> = {};

let root = '';
let data = '';
let double: EventStoreDbDouble;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-cli-migrate-'));
  data = path.join(root, 'data');
  await prepare(data, [CASE, '7F3K-9M2Q-X4TC'], { description: 'The lift stands still again. 电梯又坏了。' });
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  double = await startEventStoreDbDouble();
});
afterEach(() => double.stop());

const withPassword = (): string => double.connectionString.replace('//', `//ops:${PASSWORD}@`);
const inEnvironment = (): Record<string, string> => ({ EVENT_STORE: withPassword() });

/** Whatever it is asked, and however it ends, it never shows the password. */
async function migrate(args: readonly string[], environment = NO_STORE): Promise<Said> {
  const said = await commandLine(['--data', data, 'migrate', ...args], { environment });
  expect(said.stdout + said.stderr).not.toContain(PASSWORD);
  return said;
}
const migration = async (...args: string[]): Promise<Migration> =>
  JSON.parse((await migrate(['--json', ...args], inEnvironment())).stdout) as Migration;
const expectEnd = ({ code, stderr }: Said, expected: number, sentence: string | RegExp): void => {
  expect(stderr).toMatch(sentence);
  expect(stderr).not.toContain('    at ');
  expect(code).toBe(expected);
};

describe('redress migrate', () => {
  it('compares without writing, copies the history into EventStoreDB (protocol double), says what to do next and may be repeated', async () => {
    const early = await migrate(['--verify-only', '--to', withPassword()]);
    expectEnd(early, 1, /not complete.*organisation-main@0 is the first one that is missing/);
    expect(onServer(double)).toEqual([]);

    const { code, stdout } = await migrate([], inEnvironment());
    expect(code).toBe(0);
    const original = await inFile(path.join(data, 'events.db'));
    expect(onServer(double)).toEqual(original);
    expect(stdout.match(/[0-9a-f]{64}/g)).toHaveLength(2);
    expect(new Set(stdout.match(/[0-9a-f]{64}/g)).size).toBe(1);
    expect(stdout).toContain(`${String(original.length)} events copied, 0 were there already`);
    for (const next of [
      'EVENT_STORE',
      'READ_MODELS',
      'remove read-models.db',
      'redress worker',
      `stay in ${data}`,
    ]) {
      expect(stdout).toContain(next);
    }

    const inStreams = new Set(original.map(({ stream }) => stream)).size;
    const appends = double.calls.append;
    const again = await migration();
    const where = { from: path.join(data, 'events.db'), to: `127.0.0.1:${String(double.proxy.port)}` };
    const { events, streams, sha256 } = again;
    expect(stdout).toContain(sha256);
    expect(again).toMatchObject({ ...where, streams: inStreams, copied: 0, alreadyThere: original.length });
    const summary = { events, streams, sha256 };
    const verified = await migration('--verify-only');
    expect(verified).toEqual({ ...where, ...summary, target: summary, seconds: expect.any(Number) });
    expect(double.calls.append).toBe(appends);
  });

  it('is understood by the product: the same cases, from the other history', async () => {
    const casesOf = async (options: OpenEngineOptions) => {
      const engine = await openEngine(options);
      await engine.catchUp();
      const { items } = await engine.queries.openCases({ limit: 10 });
      await engine.close();
      return items.map((each) => ({ ...each, position: undefined }));
    };
    const embedded = { dataDirectory: data };
    await rm(path.join(data, 'moved.json'), { force: true });
    const before = await casesOf(embedded);
    expect(await migration()).toMatchObject({ alreadyThere: 0 });
    // The texts of the history are sealed with the keys of its folder: they go along.
    await cp(path.join(data, 'keys'), path.join(root, 'cluster', 'keys'), { recursive: true });
    const clustered = { dataDirectory: path.join(root, 'cluster'), eventStoreUrl: double.connectionString };
    const after = await casesOf(clustered);
    expect(after).toHaveLength(2);
    expect(after).toEqual(before);
    await expect(casesOf(embedded)).rejects.toThrow(/was taken to EventStoreDB at 127.*set EVENT_STORE/);
    await rm(path.join(data, 'moved.json'));
    expect(await casesOf(embedded)).toEqual(before);
  });

  it('refuses a server with other cases (exit 3) and leaves it as it is', async () => {
    double.write('case-other', 'no-stream', [proposed(noted('other', 0))]);
    const ended = await migrate([], inEnvironment());
    expectEnd(ended, 3, /then comes case-other@0 \(Noted0\), which is not from here.*Nothing was written/);
    expect(double.calls.append).toBe(0);
  });

  it('warns of putting the password into the command line', async () => {
    expect((await migrate(['--help'])).stdout).toContain('other users of this machine see command lines');
  });
});

describe('redress migrate tells by its exit code and one sentence what went wrong', () => {
  it.each([
    ['no server is named', [], 2, 'Where to\\? Set EVENT_STORE'],
    [
      'a server of another kind is named',
      ['--to', `mongodb://ops:${PASSWORD}@db`],
      2,
      '--to: must be a conn',
    ],
    [
      'an option is not known',
      ['--to', `esdb://ops:${PASSWORD}@db:2113?colour=red`],
      1,
      'has an option colour',
    ],
    [
      'nobody answers',
      ['--to', `esdb://ops:${PASSWORD}@127.0.0.1:9?tls=false`],
      1,
      '127.0.0.1:9 cannot be reached',
    ],
  ])('%s', async (_name, args, code, sentence) => {
    expectEnd(await migrate(args), code, new RegExp(sentence));
  });

  it('the folder holds no history', async () => {
    const args = ['--data', path.join(root, 'nothing'), 'migrate', '--to', double.connectionString];
    expectEnd(await commandLine(args), 3, 'There is no embedded history in');
  });
});
