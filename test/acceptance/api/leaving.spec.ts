import { describe, expect, it } from 'vitest';
import { eventually } from '#event-sourcing/testing';
import { complaint } from './app.ts';
import { PATIENT, useCallers } from './callers.ts';
import { head, type Caller } from './sockets.ts';

describe('a server that is told to end', () => {
  const { api, start: startWith, call, waiting, letGo } = useCallers();
  const start = (leaveMillis: number): Promise<void> =>
    startWith({ limits: { leaveMillis, strangerMillis: PATIENT, stalledMillis: PATIENT } });
  const tokenOf = (): Promise<string> =>
    api().issuer.issueToken({ sub: 'staff-1', roles: ['operations'], ttlSeconds: 600 });
  const commandUnderWay = async (): Promise<Caller> => {
    const body = JSON.stringify(complaint());
    const lines = ['content-type: application/json', `content-length: ${String(Buffer.byteLength(body))}`];
    const caller = await call(head('POST /cases', await tokenOf(), ...lines) + body);
    await eventually(() => waiting() === 1, 'the command');
    return caller;
  };

  it('finishes the answers under way, says that their connections end with them, and lets go of the idle ones', async () => {
    await start(PATIENT);
    const idle = await call(head('GET /procedures', await tokenOf()));
    const silent = await call('');
    await eventually(() => idle.heard().includes('200 OK'), 'the first answer');
    expect(idle.heard()).toContain('Connection: keep-alive');
    const busy = await commandUnderWay();
    const closed = api().app.close();
    await Promise.all([idle.cut, silent.cut]);
    letGo();
    await busy.cut;
    expect(busy.heard()).toContain('201 Created');
    expect(busy.heard()).toContain('connection: close');
    await closed;
  });

  it('cuts what does not come to its end in time', async () => {
    await start(1);
    const busy = await commandUnderWay();
    await Promise.all([api().app.close(), busy.cut]);
    expect(busy.heard()).toBe('');
  });
});
