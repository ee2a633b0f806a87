import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  complaint,
  logComplaint,
  startApp,
  type Answer,
  type Client,
  type TestApp,
} from '../acceptance/api/app.ts';
import { eventually } from './cluster-processes.ts';

const MOST = 4;

describe('behind a history that does not answer', () => {
  let api: TestApp;
  let desk: Client;
  let token = '';
  let waiting: (() => void)[] = [];
  let frozen = true;
  beforeEach(async () => {
    waiting = [];
    frozen = true;
    api = await startApp({ limits: { requestsAtOnce: MOST } }, (engine) => ({
      ...engine,
      execute: async (request) => {
        if (frozen) await new Promise<void>((resolve) => waiting.push(resolve));
        return engine.execute(request);
      },
    }));
    desk = await api.as(['operations']);
    token = await api.issuer.issueToken({ sub: 'staff-1', roles: ['operations'], ttlSeconds: 60 });
  });
  afterEach(async () => {
    thaw();
    await api.close();
  });

  const thaw = (): void => {
    frozen = false;
    for (const resume of waiting.splice(0)) resume();
  };
  const send = async (key: string): Promise<Answer<{ readonly code: string }>> =>
    desk.post('/cases', complaint()).set('Idempotency-Key', key);
  const isBusy = async (): Promise<boolean> => (await desk.get('/procedures')).status === 503;

  it('the first requests wait, and all others are sent away at once rather than queued', async () => {
    const first = Array.from({ length: MOST }, (_, index) => send(`first-${String(index)}`));
    await eventually(() => waiting.length === MOST);
    const others = await Promise.all(
      Array.from({ length: 20 }, (_, index) => send(`other-${String(index)}`)),
    );
    for (const { status, body, headers } of others)
      expect({ status, code: body.code, after: headers['retry-after'] }).toEqual({
        status: 503,
        code: 'busy',
        after: '1',
      });
    expect(waiting).toHaveLength(MOST);
    expect((await api.anybody.get('/health/live')).status).toBe(200);
    thaw();
    for (const { status } of await Promise.all(first)) expect(status).toBe(201);
    expect((await send('other-0')).status).toBe(201);
  });

  it('callers that hang up and come again do not pile up work', async () => {
    for (let index = 0; index < MOST; index += 1) {
      const caller = call(`again-${String(index)}`);
      await eventually(() => waiting.length === index + 1);
      caller.destroy();
    }
    await sleep(100);
    expect(await isBusy()).toBe(true);
    expect((await send('again-0')).status).toBe(503);
    expect(waiting).toHaveLength(MOST);
    thaw();
    await eventually(async () => !(await isBusy()));
    expect((await send('again-0')).body).toMatchObject({ repeated: true });
  });

  it('callers that hang up in the middle of what they send leave no trace', async () => {
    thaw();
    const { caseId } = await logComplaint(desk);
    for (let index = 0; index < 3 * MOST; index += 1) {
      const [half, upload] = [call('half', 40), callUpload(caseId)];
      await sleep(3 * index);
      half.destroy();
      upload.destroy();
    }
    const all = Array.from({ length: MOST }, (_, index) => `whole-${String(index)}`);
    const allAtOnce = async (): Promise<boolean> => {
      frozen = true;
      let refused = 0;
      const answers = all.map(async (key) => {
        const { status } = await send(key);
        if (status === 503) refused += 1;
      });
      await eventually(() => waiting.length + refused === MOST);
      thaw();
      await Promise.all(answers);
      return refused === 0;
    };
    await eventually(allAtOnce, { within: 5_000 });
  });

  /** Over a socket of its own; `bytes` of the body are sent, default all. */
  function call(key: string, bytes?: number): Socket {
    const body = JSON.stringify(complaint());
    return request(
      `POST /cases HTTP/1.1`,
      [
        `idempotency-key: ${key}`,
        'content-type: application/json',
        `content-length: ${String(Buffer.byteLength(body))}`,
      ],
      Buffer.from(body).subarray(0, bytes),
    );
  }

  function callUpload(caseId: string): Socket {
    const part =
      '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\nhalf a';
    return request(
      `POST /cases/${caseId}/evidence HTTP/1.1`,
      ['content-type: multipart/form-data; boundary=b', 'content-length: 5000'],
      Buffer.from(part),
    );
  }

  function request(line: string, headers: readonly string[], body: Buffer): Socket {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `${[line, 'host: localhost', `authorization: Bearer ${token}`, ...headers].join('\r\n')}\r\n\r\n`,
    );
    socket.write(body);
    return socket;
  }
});
