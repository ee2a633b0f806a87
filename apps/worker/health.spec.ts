import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { arrives } from '#event-sourcing/testing';
import { silentLogger } from '#platform';
import { answerHealth, type AnsweringHealth, type HealthLimits } from './health.ts';

/** Long enough for nobody to be cut unless a test says so. */
const PATIENT: HealthLimits = { connections: 100, requestMillis: 600_000, idleMillis: 600_000 };

describe('the health of a worker', () => {
  let answering: AnsweringHealth;
  const sockets: Socket[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await answering.close();
  });

  const start = async (limits: Partial<HealthLimits>, ready = () => Promise.resolve()): Promise<void> => {
    const at = { host: '127.0.0.1', port: 0 };
    answering = await answerHealth(at, ready, silentLogger, { ...PATIENT, ...limits });
  };
  const knock = async (said = ''): Promise<{ socket: Socket; cut: Promise<unknown> }> => {
    const socket = connect({ port: Number(new URL(answering.url).port), host: '127.0.0.1' });
    sockets.push(socket);
    socket.on('error', () => undefined).resume();
    const cut = new Promise((resolve) => socket.once('close', resolve));
    await once(socket, 'connect');
    socket.write(said);
    return { socket, cut: arrives(cut, 'the end of the connection') };
  };

  it('is told live and ready, and nothing else', async () => {
    await start({}, () => Promise.reject(new Error('the servers are away')));
    const asked = (where: string): Promise<number> =>
      fetch(`${answering.url}${where}`).then(({ status }) => status);
    expect(await asked('/health/live')).toBe(200);
    expect(await asked('/health/ready')).toBe(503);
    expect(await asked('/cases')).toBe(404);
  });

  it('is answered however many knock and say nothing: those who have waited longest make way', async () => {
    await start({ connections: 3 });
    const first = await knock();
    for (let index = 0; index < 3; index += 1) await knock('GET /health/live HTTP/1.1\r\nhost:');
    await first.cut;
    expect((await fetch(`${answering.url}/health/live`)).status).toBe(200);
  });

  it('waits for nobody who sends headers too slowly', async () => {
    await start({ requestMillis: 20 });
    await (
      await knock('GET /health/live HTTP/1.1\r\nhost:')
    ).cut;
  });

  it('waits for nobody who says nothing', async () => {
    await start({ idleMillis: 20 });
    await (
      await knock()
    ).cut;
  });

  it('waits for no body', async () => {
    await start({});
    await (
      await knock('POST /health/live HTTP/1.1\r\nhost: a\r\ncontent-length: 5000\r\n\r\nhalf')
    ).cut;
  });
});
