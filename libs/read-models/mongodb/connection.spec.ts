import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ReadModelsUnavailable } from '#event-sourcing';
import { simulatedTiming } from '#event-sourcing/testing';
import { connectionTo } from './connection.ts';

const closings: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

/** Takes connections and everything that is said on them, and says nothing. */
async function silentServer(): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined).resume());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closings.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The driver's own limits are out of the way. */
async function connected() {
  const timing = simulatedTiming();
  const limits = 'serverSelectionTimeoutMS=600000&connectTimeoutMS=600000&directConnection=true';
  const connection = connectionTo(`mongodb://${await silentServer()}/?${limits}`, undefined, timing);
  closings.unshift(connection.close);
  return { timing, ...connection };
}

/** What became of it so far. */
function outcomeOf(answer: Promise<unknown>): () => unknown {
  let outcome: unknown = 'none';
  answer.then(
    (result: unknown) => (outcome = result),
    (error: unknown) => (outcome = error),
  );
  return () => outcome;
}

describe('a connection to MongoDB', () => {
  it('gives an answer up after 20 s on which the driver has not given up itself, and says so', async () => {
    const { timing, ask } = await connected();
    const outcome = outcomeOf(ask(() => Promise.resolve('never asked: there is no connection')));
    await timing.advance(19_999);
    expect(outcome()).toBe('none');
    await timing.advance(1);
    expect(outcome()).toBeInstanceOf(ReadModelsUnavailable);
    expect(String(outcome())).toContain('the server did not answer in time');
  });

  it('leaves work that takes as long as there are documents to the driver', async () => {
    const { timing, ask } = await connected();
    const outcome = outcomeOf(ask(() => Promise.resolve('never asked'), 'long work'));
    await timing.advance(3_600_000);
    expect(outcome()).toBe('none');
    expect(timing.sleepers()).toBe(0);
  });

  it('has limits of its own where the connection string says nothing', () => {
    const { database, close } = connectionTo('mongodb://127.0.0.1/?socketTimeoutMS=300', undefined);
    closings.push(close);
    expect(database.client.options).toMatchObject({
      connectTimeoutMS: 5_000,
      maxPoolSize: 20,
      serverSelectionTimeoutMS: 15_000,
      socketTimeoutMS: 300,
      waitQueueTimeoutMS: 15_000,
    });
  });
});
