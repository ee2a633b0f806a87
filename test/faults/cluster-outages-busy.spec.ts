import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually, turns } from '#event-sourcing/testing';
import {
  complaint,
  logComplaint,
  startApp,
  type Answer,
  type Client,
  type TestApp,
} from '../acceptance/api/app.ts';

const MOST = 4;

describe('behind a history that does not answer', () => {
  let api: TestApp;
  let desk: Client;
  let token = '';
  let waiting: (() => void)[] = [];
  let frozen = true;
  /** What the API has of connections: how many came so far, and the ports at their other ends, while they are open. */
  const callers = { came: 0, open: new Set<number | undefined>() };
  beforeAll(async () => {
    api = await startApp({ limits: { requestsAtOnce: MOST } }, (engine) => ({
      ...engine,
      send: async (...request) => {
        if (frozen) await new Promise<void>((resolve) => waiting.push(resolve));
        return engine.send(...request);
      },
    }));
    api.app.getHttpServer().on('connection', (socket: Socket) => {
      const { remotePort } = socket;
      callers.came += 1;
      callers.open.add(remotePort);
      socket.once('close', () => callers.open.delete(remotePort));
    });
    desk = await api.as(['operations']);
    token = await api.issuer.issueToken({ sub: 'staff-1', roles: ['operations'], ttlSeconds: 3_600 });
  });
  beforeEach(() => {
    waiting = [];
    frozen = true;
  });
  afterEach(() => {
    thaw();
  });
  afterAll(() => api.close());

  const thaw = (): void => {
    frozen = false;
    for (const resume of waiting.splice(0)) resume();
  };
  const send = async (key: string): Promise<Answer<{ readonly code: string }>> =>
    desk.post('/cases', complaint()).set('Idempotency-Key', key);
  const isBusy = async (): Promise<boolean> => (await desk.post('/cases/none/close-case')).status === 503;

  it('the first requests wait, and all others are sent away at once rather than queued', async () => {
    const first = Array.from({ length: MOST }, (_, index) => send(`first-${String(index)}`));
    await eventually(() => waiting.length === MOST, 'the first requests');
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
      await eventually(() => waiting.length === index + 1, 'the request');
      await hangUp(caller);
    }
    expect(await isBusy()).toBe(true);
    expect((await send('again-0')).status).toBe(503);
    expect(waiting).toHaveLength(MOST);
    thaw();
    await eventually(async () => !(await isBusy()), 'room');
    expect((await send('again-0')).body).toMatchObject({ repeated: true });
  });

  it('callers that hang up in the middle of what they send leave no trace', async () => {
    thaw();
    const { caseId } = await logComplaint(desk);
    for (let index = 0; index < 3 * MOST; index += 1) {
      const before = callers.came;
      const [half, upload] = [call('half', 40), callUpload(caseId)];
      await eventually(() => callers.came === before + 2, 'both callers');
      // Each time the API is a little further with what has come.
      await turns(index);
      await Promise.all([hangUp(half), hangUp(upload)]);
    }
    const all = Array.from({ length: MOST }, (_, index) => `whole-${String(index)}`);
    const allAtOnce = async (): Promise<boolean> => {
      frozen = true;
      let refused = 0;
      const answers = all.map(async (key) => {
        const { status } = await send(key);
        if (status === 503) refused += 1;
      });
      await eventually(() => waiting.length + refused === MOST, 'all of them');
      thaw();
      await Promise.all(answers);
      return refused === 0;
    };
    await eventually(allAtOnce, 'room for all');
  });

  /** Until the API has noticed it. */
  async function hangUp(caller: Socket): Promise<void> {
    const { localPort } = caller;
    caller.destroy();
    await eventually(() => !callers.open.has(localPort), 'the end of the connection');
    await turns();
  }

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
