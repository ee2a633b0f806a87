import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandId, instant } from '#event-sourcing';
import { openEngine } from '#platform';

const BIN = fileURLToPath(new URL('../../../apps/cli/bin/redress.mjs', import.meta.url));
const SLOW = 60_000;

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

let root = '';
let data = '';
const running = new Set<ChildProcess>();

function start(args: readonly string[], environment: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

async function finish(child: ChildProcess): Promise<Ended> {
  const texts = { out: '', err: '' };
  child.stdout?.on('data', (chunk: Buffer) => (texts.out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (texts.err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...texts };
}

const redress = (...args: string[]): Promise<Ended> => finish(start([...args, '--data', data]));
const json = async (...args: string[]): Promise<unknown> =>
  JSON.parse((await redress(...args, '--json')).out);

const actor = { id: 'staff-1', role: 'operations', roles: ['operations'] };
const CASE = '7F3K-9M2Q-X4TB';

/** One complaint of September, acknowledged too late, in a folder that no server has touched yet. */
async function prepare(dataDirectory: string): Promise<void> {
  let time = instant('2026-09-01T01:00:00Z');
  const engine = await openEngine({ dataDirectory, now: () => time });
  const outcome = await engine.execute({
    caseId: CASE,
    actor,
    commandId: commandId('test', 'log'),
    command: {
      type: 'LogComplaint',
      data: {
        procedure: { id: 'residential-property', version: 1 },
        contactKind: 'complaint',
        channel: 'phone',
        complainant: { kind: 'individual', name: 'Li Na', phone: '13800001111' },
        description: 'The lift stands still again.',
      },
    },
  });
  expect(outcome).toMatchObject({ outcome: 'accepted' });
  time = instant('2026-09-01T03:30:00Z');
  await engine.catchUp();
  await engine.scheduler.runOnce();
  await engine.close();
}

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-cli-'));
  data = path.join(root, 'data');
  await prepare(data);
}, SLOW);
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(root, { recursive: true, force: true });
});

describe('redress without a server', () => {
  it(
    'lists and shows cases, catching the read models up itself',
    async () => {
      await expect(json('cases', 'list')).resolves.toMatchObject({
        items: [{ caseId: CASE, stage: 'received', breachedClocks: ['acknowledge'] }],
      });
      const { code, out } = await redress('cases', 'show', CASE);
      expect(code).toBe(0);
      expect(out).toContain(`Case ${CASE}`);
      expect(out).toContain('acknowledge');
    },
    SLOW,
  );

  it(
    'shows a case as it was at an earlier moment',
    async () => {
      const { code, err } = await redress('cases', 'show', CASE, '--as-of', '2026-09-01T08:59:00+08:00');
      expect([code, err]).toEqual([3, expect.stringContaining('no case')]);
      const before = (await json('cases', 'show', CASE, '--known-at', '2026-09-01T09:10:00+08:00')) as {
        timeline: { type: string }[];
      };
      expect(before.timeline.map(({ type }) => type)).not.toContain('DeadlineBreached');
      const now = (await json('cases', 'show', CASE)) as { timeline: { type: string }[] };
      expect(now.timeline.map(({ type }) => type)).toContain('DeadlineBreached');
    },
    SLOW,
  );

  it(
    'lists missed deadlines and reports the month',
    async () => {
      await expect(json('breaches', '--status', 'open')).resolves.toMatchObject({
        items: [{ caseId: CASE, clock: 'acknowledge', status: 'open' }],
      });
      await expect(json('report', 'monthly', '2026-09')).resolves.toMatchObject({
        month: '2026-09',
        total: { count: 1 },
      });
      const { out } = await redress('report', 'monthly', '2026-09');
      expect(out).toContain('100.0%');
      expect(out).toContain('█');
    },
    SLOW,
  );

  it(
    'prints the history as lines of JSON, filtered and continued from a position',
    async () => {
      const all = (await redress('events')).out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { type: string; position: string });
      expect(all[0]?.type).toBe('ComplaintLogged');
      const rest = (await redress('events', '--after', all[0]?.position ?? '')).out.trim().split('\n');
      expect(rest).toHaveLength(all.length - 1);
      const breached = (
        await redress('events', '--type', 'DeadlineBreached', '--case', CASE, '--limit', '1')
      ).out
        .trim()
        .split('\n');
      expect(breached).toHaveLength(1);
    },
    SLOW,
  );

  it(
    'rebuilds read models beside the live ones',
    async () => {
      await expect(json('projections', 'rebuild', 'open-cases')).resolves.toMatchObject([
        { projection: 'open-cases', outcome: 'switched', documents: { live: 1, rebuilt: 1 } },
      ]);
      await expect(json('projections', 'list')).resolves.toContainEqual(
        expect.objectContaining({ name: 'open-cases', caughtUp: true, parked: 0 }),
      );
      await expect(json('cases', 'list')).resolves.toMatchObject({ items: [{ caseId: CASE }] });
    },
    SLOW,
  );

  it(
    'knows the procedures, and says what is wrong with a file',
    async () => {
      await expect(json('procedures', 'list')).resolves.toContainEqual(
        expect.objectContaining({ id: 'residential-property' }),
      );
      expect((await redress('procedures', 'show', 'residential-property')).out).toContain(
        'Acknowledge the complaint',
      );
      expect((await redress('procedures', 'show', 'residential-property@1')).out).toContain('version 1');
      const file = path.join(root, 'own.yaml');
      await writeFile(file, 'id: own\nversion: none\n');
      const { code, err } = await redress('procedures', 'check', file);
      expect(code).toBe(1);
      expect(err).toContain(file);
      expect(err).toContain('version');
    },
    SLOW,
  );

  it(
    'prints the description of the API',
    async () => {
      const { out } = await redress('openapi');
      expect(JSON.parse(out)).toMatchObject({
        openapi: expect.stringMatching(/^3\.1/) as unknown,
        info: { title: 'Redress' },
      });
    },
    SLOW,
  );
});

describe('redress tells by its exit code and one sentence what went wrong', () => {
  it.each([
    [2, ['cases', 'list', '--limit', 'many'], 'whole number'],
    [2, ['cases', 'list', '--stage', 'foo'], 'Choose one of: awaitingCallback, received,'],
    [2, ['events', '--type', 'Nope'], 'Choose one of: ComplaintLogged,'],
    [2, ['events', '--after', 'foo'], 'position'],
    [2, ['token', '--sub', 'a', '--role', 'desk'], 'Roles are: operations, '],
    [3, ['procedures', 'show', 'residential-property@99'], 'no procedure residential-property in version 99'],
    [2, ['no-such-command'], 'unknown command'],
    [2, ['report', 'monthly', 'September'], 'month such as'],
    [2, ['serve', '--port', '70000'], '--port: must be a port'],
    [3, ['cases', 'show', 'XXXX-XXXX-XXXX'], 'no case XXXX-XXXX-XXXX'],
    [3, ['procedures', 'show', 'nothing'], 'no procedure nothing'],
    [3, ['projections', 'rebuild', 'nothing'], 'no projection "nothing"'],
  ])(
    'exit %i: redress %j',
    async (expected, args, sentence) => {
      const { code, err } = await redress(...args);
      expect(err).toContain(sentence);
      expect(err).not.toContain('    at ');
      expect(code).toBe(expected);
    },
    SLOW,
  );

  it(
    'exit 3: a folder without data',
    async () => {
      const { code, err } = await finish(start(['cases', 'list', '--data', path.join(root, 'nothing')]));
      expect([code, err]).toEqual([3, expect.stringContaining('There is no data in')]);
    },
    SLOW,
  );

  it(
    'exit 0: help, with the exit codes',
    async () => {
      const { code, out } = await finish(start(['--help']));
      expect(code).toBe(0);
      expect(out).toContain('Exit codes:');
    },
    SLOW,
  );

  it(
    'ends quietly when nobody reads on',
    async () => {
      const child = start(['events', '--data', data]);
      child.stdout?.destroy();
      const { err } = await finish(child);
      expect(err).toBe('');
    },
    SLOW,
  );
});

describe('redress serve', () => {
  let server: ChildProcess;
  let url = '';
  beforeAll(async () => {
    server = start(['serve', '--data', data, '--port', '0'], { REDRESS_LOG_LEVEL: 'warn' });
    url = await addressOf(server);
  }, SLOW);

  it(
    'answers commands with a local token, and shows them within a second',
    async () => {
      const token = (
        await redress('token', '--sub', 'staff-1', '--role', 'operations', '--ttl', '5m')
      ).out.trim();
      const response = await fetch(`${url}/cases`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': 'acceptance-cli-1',
        },
        body: JSON.stringify({
          procedure: { id: 'residential-property', version: 1 },
          contactKind: 'complaint',
          channel: 'desk',
          complainant: { kind: 'individual', name: 'Wang', phone: '13800001111' },
          description: 'Water comes through the ceiling.',
        }),
      });
      const answer = (await response.json()) as { caseId: string; position: string };
      expect(response.status).toBe(201);
      const startedAt = performance.now();
      const list = await fetch(`${url}/cases?minPosition=${answer.position}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(performance.now() - startedAt).toBeLessThan(1_000);
      expect(JSON.stringify(await list.json())).toContain(answer.caseId);
    },
    SLOW,
  );

  it(
    'lets the other commands read beside it',
    async () => {
      const { code, out } = await redress('cases', 'list', '--json');
      expect(code).toBe(0);
      expect((JSON.parse(out) as { items: object[] }).items.length).toBeGreaterThan(0);
    },
    SLOW,
  );

  it(
    'ends with exit code 0 when it is asked to stop',
    async () => {
      const ended = finish(server);
      server.kill('SIGTERM');
      await expect(ended).resolves.toMatchObject({ code: 0, err: '' });
    },
    SLOW,
  );
});

async function addressOf(server: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of server.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    text += String(chunk);
    const found = /listens on (\S+)/.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  throw new Error(`the server said: ${text}`);
}
