import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  EventStoreUnavailable,
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
  type Position,
  type StoredEvent,
} from '#event-sourcing';
import { openEventStoreDb } from '#event-store/eventstoredb';
import { startTcpProxy, type TcpProxy } from '../servers/eventstoredb/tcp-proxy.ts';
import { targetOf, throughProxy } from '../servers/eventstoredb/through-proxy.ts';
import {
  consume,
  event,
  events,
  idsOf,
  newStream,
  pages,
  sleep,
  STREAM_PREFIX,
  type Server,
} from './event-store.fixtures.ts';

/** Long enough for a server to answer, short enough to be waited for in a test. */
const PATIENCE = { deadlineMillis: 700, silenceMillis: 400 };
const A_WHILE = 1000;

type Fault = (proxy: TcpProxy) => Promise<void>;

const forAWhile =
  (begin: (proxy: TcpProxy) => void): Fault =>
  async (proxy) => {
    begin(proxy);
    await sleep(A_WHILE);
    proxy.restore();
  };
const atOnce =
  (act: (proxy: TcpProxy) => void): Fault =>
  (proxy) => {
    act(proxy);
    return Promise.resolve();
  };

const FAULTS: readonly (readonly [string, Fault])[] = [
  [
    'every connection breaks, again and again',
    async (proxy) => {
      for (let time = 0; time < 10; time += 1) {
        proxy.cut();
        await sleep(A_WHILE / 10);
      }
    },
  ],
  [
    'connections are refused for a while',
    forAWhile((proxy) => {
      proxy.refuse();
    }),
  ],
  [
    'nothing comes through for a while, then all of it',
    forAWhile((proxy) => {
      proxy.freeze();
    }),
  ],
  [
    'requests come late',
    forAWhile((proxy) => {
      proxy.freeze('requests');
    }),
  ],
  [
    'answers come late',
    forAWhile((proxy) => {
      proxy.freeze('answers');
    }),
  ],
  [
    'every connection hangs for ever',
    atOnce((proxy) => {
      proxy.abandon();
    }),
  ],
  [
    'the way to the server is closed in every connection',
    atOnce((proxy) => {
      proxy.halfClose('requests');
    }),
  ],
  [
    'the way back is closed in every connection',
    atOnce((proxy) => {
      proxy.halfClose('answers');
    }),
  ],
  [
    'the link is slow for a while',
    forAWhile((proxy) => {
      proxy.slow(20_000);
    }),
  ],
];

/** As a client of the product does who is told 503: the same command again, until it is answered. */
async function insist<Result>(request: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof EventStoreUnavailable)) throw error;
      await sleep(50);
    }
  }
}

/**
 * What must hold while the network fails (design D4): everything is appended exactly once, a read gives all or fails,
 * a subscription that is followed over any number of breaks loses nothing and repeats nothing.
 */
export function reconnectContract(name: string, start: () => Promise<Server>): void {
  describe(`event store contract, reconnects: ${name}`, () => {
    let server: Server;
    let proxy: TcpProxy;
    /** Through the proxy. */
    let store: EventStore;
    /** Past it, to see what the server holds. */
    let direct: EventStore;
    let beginning: Position;
    const crashes: unknown[] = [];
    const note = (reason: unknown) => crashes.push(reason);

    beforeEach(async () => {
      server = await start();
      const { connectionString } = server;
      proxy = await startTcpProxy(targetOf(connectionString));
      const open = (way: string) =>
        openEventStoreDb({ connectionString: way, streamPrefix: STREAM_PREFIX, ...PATIENCE });
      store = open(throughProxy(connectionString, proxy.port));
      direct = open(connectionString);
      beginning = await direct.head();
      process.on('unhandledRejection', note);
    });
    afterEach(async () => {
      proxy.restore();
      await Promise.all([store.close(), direct.close()]);
      process.off('unhandledRejection', note);
      await proxy.close();
      await server.stop();
      expect(crashes.splice(0)).toEqual([]);
    });

    /**
     * Writers that never pause, each on a stream of its own and each append built upon the one before, until told to
     * stop: whatever breaks at whatever moment, some of them are waiting for the answer to a write.
     */
    const startWriters = () => {
      let stopped = false;
      const write = async () => {
        const stream = newStream();
        const written: EventToAppend[] = [];
        let expected: ExpectedRevision = 'no-stream';
        while (!stopped) {
          const batch = events(2);
          const result = await insist(() => store.append(stream, expected, batch));
          if (result.outcome === 'conflict') throw new Error('nobody else writes to this stream');
          written.push(...batch);
          expected = result.revision;
        }
        return { stream, written };
      };
      const writing = Promise.all(Array.from({ length: 12 }, write));
      return () => {
        stopped = true;
        return writing;
      };
    };

    it('leads through the proxy, whatever the server tells its clients', async () => {
      expect(await store.append(newStream(), 'no-stream', events(1))).toMatchObject({ outcome: 'appended' });
      proxy.refuse();
      const attempt = store.append(newStream(), 'no-stream', events(1));
      await expect(attempt).rejects.toThrow('cannot be reached: check that it runs');
    });

    describe('appends happen exactly once, and none is lost, when', () => {
      it.each(FAULTS)('%s', async (_name, fault) => {
        const stop = startWriters();
        await sleep(150);
        await fault(proxy);
        await sleep(300);
        const streams = await stop();
        for (const { stream, written } of streams) {
          expect(idsOf(await direct.readStream(stream))).toEqual(idsOf(written));
        }
        const log = await pages(direct, beginning, 1000);
        expect(log).toHaveLength(streams.flatMap(({ written }) => written).length);
      });
    });

    describe('a read gives everything in order, or fails, when', () => {
      it.each(FAULTS)('%s', async (_name, fault) => {
        const stream = newStream();
        const large = Array.from({ length: 100 }, () => event('x'.repeat(2000)));
        await direct.append(stream, 'no-stream', large);
        const whole = await direct.readStream(stream);
        const results: (readonly StoredEvent[] | undefined)[] = [];
        let over = false;
        const reading = async (read: () => Promise<readonly StoredEvent[]>): Promise<void> => {
          while (!over) {
            results.push(
              await read().catch((error: unknown) => {
                expect(error).toBeInstanceOf(EventStoreUnavailable);
                return undefined;
              }),
            );
          }
          results.push(await insist(read));
        };
        const all = Promise.all([
          reading(() => store.readStream(stream)),
          reading(async () => (await store.readStream(stream, { direction: 'backwards' })).toReversed()),
          reading(() => store.readAll(beginning, 1000)),
        ]);
        await sleep(100);
        await fault(proxy);
        await sleep(300);
        over = true;
        await all;
        for (const result of results) if (result !== undefined) expect(result).toEqual(whole);
      });
    });

    describe('a subscription', () => {
      it('loses nothing and repeats nothing over many breaks of every kind', async () => {
        const last = event();
        const consumed = consume(store, beginning, (some) => some.at(-1)?.id === last.id);
        const stop = startWriters();
        for (const [, fault] of FAULTS) {
          await fault(proxy);
          await sleep(200);
        }
        await stop();
        await direct.append(newStream(), 'no-stream', [last]);
        const { seen, drops } = await consumed;
        expect(seen).toEqual(await pages(direct, beginning, 1000));
        expect(drops.length).toBeGreaterThan(4);
      });

      it('that is quiet hears of an event that comes after the connection has hung', async () => {
        const consumed = consume(store, beginning, (seen) => seen.length === 2);
        await store.append(newStream(), 'no-stream', events(1));
        await sleep(200);
        const began = performance.now();
        proxy.abandon();
        await direct.append(newStream(), 'no-stream', events(1));
        const { seen } = await consumed;
        expect(seen).toEqual(await direct.readAll(beginning, 10));
        // Long before keep-alive would notice.
        expect(performance.now() - began).toBeLessThan(10_000);
      });
    });

    it('a server that is away at first is found when it comes', async () => {
      proxy.refuse();
      await expect(store.head()).rejects.toThrow('cannot be reached: check that it runs');
      const consumed = consume(store, beginning, (seen) => seen.length === 2);
      const stream = newStream();
      const appending = insist(() => store.append(stream, 'no-stream', events(2)));
      await sleep(A_WHILE);
      expect(await direct.readAll(beginning, 10)).toEqual([]);
      proxy.restore();
      await appending;
      expect((await consumed).seen).toEqual(await direct.readStream(stream));
      expect((await consumed).drops.length).toBeGreaterThan(0);
    });
  });
}
