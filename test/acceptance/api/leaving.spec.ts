import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '#event-sourcing/testing';
import { complaint, startApp, type TestApp } from './app.ts';
import { callOn, head, type Caller } from './sockets.ts';

const PATIENT = 600_000;

describe('a server that is told to end', () => {
  let api: TestApp;
  let callers: Caller[] = [];
  let waiting: (() => void)[] = [];
  afterEach(async () => {
    for (const { socket } of callers) socket.destroy();
    [callers, waiting] = [[], []];
    await api.close();
  });

  /** Commands wait until they are let go. */
  const start = async (leaveMillis: number): Promise<void> => {
    const limits = { leaveMillis, strangerMillis: PATIENT, stalledMillis: PATIENT };
    api = await startApp({ limits }, (engine) => ({
      ...engine,
      send: async (...request) => {
        await new Promise<void>((resolve) => waiting.push(resolve));
        return engine.send(...request);
      },
    }));
  };
  const call = async (said: string): Promise<Caller> => {
    const caller = await callOn(api);
    callers.push(caller);
    caller.socket.write(said);
    return caller;
  };
  const tokenOf = (): Promise<string> =>
    api.issuer.issueToken({ sub: 'staff-1', roles: ['operations'], ttlSeconds: 600 });
  const commandUnderWay = async (): Promise<Caller> => {
    const body = JSON.stringify(complaint());
    const lines = ['content-type: application/json', `content-length: ${String(Buffer.byteLength(body))}`];
    const caller = await call(head('POST /cases', await tokenOf(), ...lines) + body);
    await eventually(() => waiting.length === 1, 'the command');
    return caller;
  };

  it('finishes the answers under way, says that their connections end with them, and lets go of the idle ones', async () => {
    await start(PATIENT);
    const idle = await call(head('GET /procedures', await tokenOf()));
    const silent = await call('');
    await eventually(() => idle.heard().includes('200 OK'), 'the first answer');
    expect(idle.heard()).toContain('Connection: keep-alive');
    const busy = await commandUnderWay();
    const closed = api.app.close();
    await Promise.all([idle.cut, silent.cut]);
    for (const go of waiting) go();
    await busy.cut;
    expect(busy.heard()).toContain('201 Created');
    expect(busy.heard()).toContain('connection: close');
    await closed;
  });

  it('cuts what does not come to its end in time', async () => {
    await start(1);
    const busy = await commandUnderWay();
    await Promise.all([api.app.close(), busy.cut]);
    expect(busy.heard()).toBe('');
  });
});
