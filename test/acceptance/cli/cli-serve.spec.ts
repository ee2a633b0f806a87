import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrives, eventually } from '#event-sourcing/testing';
import { commandLine, type Said } from '../../command-line.ts';
import { redress as program, startProgram, type Running } from '../../faults/processes.ts';

import { callOn, head } from '../api/sockets.ts';
import { prepare } from './prepared.ts';

let root = '';
let data = '';

const redress = (...args: string[]): Promise<Said> => commandLine([...args, '--data', data]);
const redressWith = (...args: string[]): readonly string[] => program(...args, '--data', data);

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-cli-'));
  data = path.join(root, 'data');
  await prepare(data);
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Nobody new is let in. */
const isClosed = (url: string): Promise<boolean> =>
  fetch(`${url}/health/live`).then(
    () => false,
    () => true,
  );

describe('redress serve', () => {
  let server: Running;
  let url = '';
  beforeAll(async () => {
    server = startProgram({
      args: redressWith('serve', '--port', '0'),
      env: { REDRESS_LOG_LEVEL: 'warn' },
    });
    url = (await server.prints(/listens on (\S+)/))[1] ?? '';
  });
  afterAll(() => void server.child.kill('SIGKILL'));

  it('answers commands with a local token, and shows them in the list', async () => {
    const { stdout: token } = await redress(
      'token',
      '--sub',
      'staff-1',
      '--role',
      'operations',
      '--ttl',
      '5m',
    );
    const authorization = `Bearer ${token.trim()}`;
    const response = await fetch(`${url}/cases`, {
      method: 'POST',
      headers: {
        authorization,
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
    const list = async (): Promise<string> => {
      const asked = await fetch(`${url}/cases?minPosition=${answer.position}`, {
        headers: { authorization },
      });
      return asked.text();
    };
    await eventually(async () => (await list()).includes(answer.caseId), 'the case in the list');
  });

  it('lets the other commands read beside it', async () => {
    const { code, stdout } = await redress('cases', 'list', '--json');
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { items: object[] }).items).toHaveLength(2);
  });

  it('ends with exit code 0 when it is asked to stop, after it has answered what is under way', async () => {
    const body = JSON.stringify({ query: 'half of it' });
    const caller = await callOn({ url });
    const { stdout: token } = await redress('token', '--sub', 'staff-1', '--role', 'operations');
    const length = `content-length: ${String(body.length)}`;
    const lines = ['content-type: application/json', length, 'expect: 100-continue'];
    caller.socket.write(head('POST /cases', token.trim(), ...lines));
    await eventually(() => caller.heard().includes('100 Continue'), 'the request to be under way');
    server.child.kill('SIGTERM');
    await eventually(() => isClosed(url), 'the closed door');
    caller.socket.write(body);
    await caller.cut;
    expect(caller.heard()).toMatch(/HTTP\/1\.1 400 [\s\S]*connection: close/);
    await expect(server.ended).resolves.toMatchObject({ code: 0, stderr: '' });
  });
});

describe.runIf(process.platform === 'linux')('redress serve below npx, for other machines', () => {
  it('warns of its development key, and ends when npx is asked to stop, which tells nobody but its own shell', async () => {
    const npx = spawn('npx', ['redress', ...serving('npx')], {
      env: { ...process.env, REDRESS_LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let warned = '';
    npx.stderr.on('data', (chunk: Buffer) => (warned += chunk.toString()));
    const closed = once(npx, 'close');
    await arrives(once(npx.stdout, 'data'), 'the greeting');
    npx.kill('SIGTERM');
    // Its output is open for as long as the server runs.
    await arrives(closed, 'the end of the server');
    expect(warned).toContain('other machines reach this server, and its tokens are signed by a key file');
  });
});

const serving = (name: string): readonly string[] => [
  ...['serve', '--host', '0.0.0.0', '--port', '0'],
  ...['--data', path.join(root, name)],
];
