import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger, type Logger } from '#platform';
import { startMailServer } from '../../test/mail-server.ts';
import { openChannel, signatureOf, type Message } from './index.ts';

const MESSAGE: Message = {
  ...{ id: 'n1', caseId: '7F3K-9M2Q-X4TB', staff: 'pan.xin', email: 'pan.xin@example.com', language: 'zh' },
  ...{ subject: '案件 7F3K：已结案', text: '案件已结案。', couldBeTwice: false },
};
const now = () => Date.parse('2026-11-25T02:00:00Z');
const ports = { log: silentLogger, now };

let folder = '';
let secretFile = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'redress-channels-'));
  secretFile = path.join(folder, 'secret');
  await writeFile(secretFile, 'a secret\n', { mode: 0o600 });
});
afterAll(() => rm(folder, { recursive: true }));

describe('the log and files', () => {
  it('PRI-1 hold no address', async () => {
    const lines: object[] = [];
    const log: Logger = { ...silentLogger, info: (facts) => void lines.push(facts) };
    await (await openChannel({ channel: 'log' }, { log, now })).send(MESSAGE);
    expect(JSON.stringify(lines)).not.toContain('example.com');
    const directory = path.join(folder, 'told');
    const files = await openChannel({ channel: 'file', directory }, ports);
    await files.send(MESSAGE);
    await files.send({ ...MESSAGE, couldBeTwice: true });
    // What is written twice is there once.
    expect(await readdir(directory)).toEqual(['n1.json']);
    const written = JSON.parse(await readFile(path.join(directory, 'n1.json'), 'utf8')) as object;
    expect(written).toMatchObject({ id: 'n1', staff: 'pan.xin', couldBeTwice: true });
    expect(written).not.toHaveProperty('email');
  });
});

describe('a webhook', () => {
  let server: Server;
  let answers = 204;
  const requests: { readonly request: IncomingMessage; readonly body: string }[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        requests.push({ request, body });
        response.writeHead(answers, answers === 302 ? { location: '/elsewhere' } : {}).end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => server.close());
  const open = () =>
    openChannel(
      {
        channel: 'webhook',
        url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
        secretFile,
      },
      ports,
    );

  it('is signed, with the time, and has the same key at every attempt', async () => {
    expect(await (await open()).send(MESSAGE)).toEqual({ outcome: 'sent' });
    const { request, body } = requests.at(-1) ?? {};
    const timestamp = String(now() / 1000);
    expect(request?.headers).toMatchObject({
      'idempotency-key': 'n1',
      'x-redress-timestamp': timestamp,
      'x-redress-signature': `v1=${signatureOf('a secret', timestamp, body ?? '')}`,
    });
    expect(JSON.parse(body ?? '')).toEqual(MESSAGE);
  });

  it.each([
    ['it is not taken', 404, { because: '404', unsure: false, forGood: false }],
    ['it may have been taken', 500, { because: '500', unsure: true, forGood: false }],
    ['there is nothing any more', 410, { because: '410', unsure: false, forGood: true }],
    ['it is sent on to somebody else', 302, { because: '302', unsure: false, forGood: false }],
  ])('%s: %i', async (_name, status, told) => {
    answers = status;
    const before = requests.length;
    expect(await (await open()).send(MESSAGE)).toEqual({ outcome: 'failed', ...told });
    expect(requests).toHaveLength(before + 1);
  });

  it('nobody there: for sure it was not taken', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const url = `http://127.0.0.1:${String((gone.address() as AddressInfo).port)}`;
    gone.close();
    await once(gone, 'close');
    const channel = await openChannel({ channel: 'webhook', url, secretFile }, ports);
    expect(await channel.send(MESSAGE)).toMatchObject({ outcome: 'failed', unsure: false, forGood: false });
  });

  it('is not opened without its secret, or with one that others can read', async () => {
    const missing = path.join(folder, 'nothing');
    await expect(
      openChannel({ channel: 'webhook', url: 'http://127.0.0.1:1', secretFile: missing }, ports),
    ).rejects.toThrow('missing or empty');
    const open = path.join(folder, 'open');
    await writeFile(open, 'x', { mode: 0o644 });
    await expect(
      openChannel({ channel: 'webhook', url: 'http://127.0.0.1:1', secretFile: open }, ports),
    ).rejects.toThrow('others can read it');
  });
});

describe('mail', () => {
  it('is one message to one address, in its language', async () => {
    const server = await startMailServer();
    const channel = await openChannel({ channel: 'smtp', url: server.url, from: 'house@example.com' }, ports);
    expect(await channel.send(MESSAGE)).toEqual({ outcome: 'sent' });
    expect(server.received).toMatchObject([
      {
        to: ['pan.xin@example.com'],
        mail: { messageId: '<n1@redress>', subject: MESSAGE.subject, from: { address: 'house@example.com' } },
      },
    ]);
    expect(server.received[0]?.mail.text?.trim()).toBe(MESSAGE.text);
    server.refuse(550);
    const failed = { outcome: 'failed', because: '550', unsure: false };
    expect(await channel.send(MESSAGE)).toEqual({ ...failed, forGood: true });
    server.refuse(undefined);
    // A sender who is spelt wrongly gives nobody up.
    server.refuseSender(550);
    expect(await channel.send(MESSAGE)).toEqual({ ...failed, forGood: false });
    await channel.close();
    await server.close();
    expect(await channel.send(MESSAGE)).toMatchObject({ outcome: 'failed', unsure: false, forGood: false });
  });
});
