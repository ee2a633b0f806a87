import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  EventStoreUnavailable,
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
  type Position,
  type StoredEvent,
} from '#event-sourcing';
import { eventually, turns, type SimulatedTiming } from '#event-sourcing/testing';
import { startTcpProxy, type TcpProxy } from '../servers/eventstoredb/tcp-proxy.ts';
import { targetOf, throughProxy } from '../servers/eventstoredb/through-proxy.ts';
import {
  consume,
  event,
  events,
  idsOf,
  newStream,
  pages,
  STREAM_PREFIX,
  type Server,
} from './event-store.fixtures.ts';
import { meanwhile, openPatiently, passUntil, patientTiming } from './event-store.patience.ts';
import { FAULTS, REFUSALS, insist } from './event-store.faults.ts';

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
    let timing: SimulatedTiming;
    const crashes: unknown[] = [];
    const note = (reason: unknown) => crashes.push(reason);

    beforeEach(async () => {
      server = await start();
      const { connectionString } = server;
      proxy = await startTcpProxy(targetOf(connectionString));
      timing = patientTiming();
      const open = (way: string, options = {}) =>
        openPatiently({ connectionString: way, streamPrefixes: [STREAM_PREFIX], ...options });
      store = open(throughProxy(connectionString, proxy.port), { timing });
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

    /** Resolves when every count has grown by that much, however much time has to pass for it. */
    const grown = (counts: () => readonly number[], by: number): Promise<void> => {
      const before = counts();
      return passUntil(
        timing,
        () => counts().every((count, index) => count >= (before[index] ?? 0) + by),
        'new answers for everybody',
      );
    };

    /**
     * Writers that never pause, each on a stream of its own and each append built upon the one before, until told to
     * stop: whatever breaks at whatever moment, some of them are waiting for the answer to a write.
     */
    const startWriters = () => {
      let stopped = false;
      const writers = Array.from({ length: 12 }, () => ({
        stream: newStream(),
        written: [] as EventToAppend[],
      }));
      const write = async ({ stream, written }: (typeof writers)[number]) => {
        let expected: ExpectedRevision = 'no-stream';
        while (!stopped) {
          const batch = events(2);
          const result = await insist(() => store.append(stream, expected, batch));
          if (result.outcome === 'conflict') throw new Error('nobody else writes to this stream');
          written.push(...batch);
          expected = result.revision;
        }
      };
      const writing = Promise.all(writers.map(write));
      return {
        goOn: () =>
          Promise.race([
            grown(() => writers.map(({ written }) => written.length), 4),
            writing.then(() => undefined),
          ]),
        stop: async () => {
          stopped = true;
          await meanwhile(timing, writing);
          return writers;
        },
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
        const { goOn, stop } = startWriters();
        await goOn();
        await fault({ proxy, timing, goOn });
        await goOn();
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
        let over = false;
        const counts = [0, 0, 0];
        const reading = async (
          read: () => Promise<readonly StoredEvent[]>,
          reader: number,
        ): Promise<void> => {
          while (!over) {
            const result = await read().catch((error: unknown) => {
              expect(error).toBeInstanceOf(EventStoreUnavailable);
              return undefined;
            });
            if (result === undefined) await turns();
            else {
              expect(result).toEqual(whole);
              counts[reader] = (counts[reader] ?? 0) + 1;
            }
          }
        };
        const all = Promise.all(
          [
            () => store.readStream(stream),
            async () => (await store.readStream(stream, { direction: 'backwards' })).toReversed(),
            () => store.readAll(beginning, 1000),
          ].map(reading),
        );
        const goOn = () => Promise.race([grown(() => [...counts], 1), all.then(() => undefined)]);
        await goOn();
        await fault({ proxy, timing, goOn });
        await goOn();
        over = true;
        await meanwhile(timing, all);
      });
    });

    describe('a subscription', () => {
      it('loses nothing and repeats nothing over many breaks of every kind', async () => {
        const last = event();
        let heard = 0;
        const consumed = consume(store, beginning, (some) => {
          heard = some.length;
          return some.at(-1)?.id === last.id;
        });
        const writers = startWriters();
        const goOn = async (): Promise<void> => {
          await Promise.all([writers.goOn(), grown(() => [heard], 10)]);
        };
        for (const [, fault] of FAULTS) {
          await goOn();
          await fault({ proxy, timing, goOn });
        }
        await goOn();
        await writers.stop();
        await direct.append(newStream(), 'no-stream', [last]);
        const { seen, drops } = await meanwhile(timing, consumed);
        expect(seen).toEqual(await pages(direct, beginning, 1000));
        expect(drops.length).toBeGreaterThan(4);
      });

      it('that is quiet hears of an event that comes after the connection has hung', async () => {
        let heard = 0;
        const consumed = consume(store, beginning, (seen) => (heard = seen.length) === 2);
        await store.append(newStream(), 'no-stream', events(1));
        await eventually(() => heard === 1, 'the first event');
        proxy.abandon();
        await direct.append(newStream(), 'no-stream', events(1));
        const { seen, drops } = await meanwhile(timing, consumed);
        expect(seen).toEqual(await direct.readAll(beginning, 10));
        // Noticed by the silence itself, long before the keep-alive of the connection would. A server in another
        // process may be given up once more while its answers are on their way.
        expect(drops).not.toHaveLength(0);
        for (const drop of drops) expect(drop).toMatch(/stopped sending events|does not answer in time/);
      });
    });

    it('a server that is away at first is found when it comes', async () => {
      proxy.refuse();
      await expect(store.head()).rejects.toThrow('cannot be reached: check that it runs');
      const consumed = consume(store, beginning, (seen) => seen.length === 2);
      const stream = newStream();
      const appending = insist(() => store.append(stream, 'no-stream', events(2)));
      const before = proxy.connections();
      await eventually(() => proxy.connections() >= before + 2 * REFUSALS, 'attempts to connect');
      expect(await direct.readAll(beginning, 10)).toEqual([]);
      proxy.restore();
      await appending;
      expect((await consumed).seen).toEqual(await direct.readStream(stream));
      expect((await consumed).drops.length).toBeGreaterThan(0);
    });
  });
}
