import { EventStoreUnavailable } from '#event-sourcing';
import { eventually, turns, type SimulatedTiming } from '#event-sourcing/testing';
import { type TcpProxy } from '../servers/eventstoredb/tcp-proxy.ts';
import { passDeadline, passUntil } from './event-store.patience.ts';

/** The network in the middle of a test, and who works behind it. */
interface Scene {
  readonly proxy: TcpProxy;
  readonly timing: SimulatedTiming;
  /** Whatever is asked now is asked again later: resolves when everybody has been answered anew. */
  readonly goOn: () => Promise<void>;
}

type Fault = (scene: Scene) => Promise<void>;

/** Until all that is under way has been given up, and new connections have met the same. */
const whileAllIsGivenUp =
  (begin: (proxy: TcpProxy) => void): Fault =>
  async ({ proxy, timing }) => {
    const before = proxy.connections();
    begin(proxy);
    await eventually(() => proxy.isHolding(), 'something that is held back');
    await passDeadline(timing);
    await passUntil(timing, () => proxy.connections() > before, 'a new connection');
    proxy.restore();
  };
const atOnce =
  (act: (proxy: TcpProxy) => void): Fault =>
  ({ proxy }) => {
    act(proxy);
    return Promise.resolve();
  };

const CUTS = 10;
export const REFUSALS = 5;

export const FAULTS: readonly (readonly [string, Fault])[] = [
  [
    'every connection breaks, again and again',
    async ({ proxy, goOn }) => {
      for (let time = 0; time < CUTS; time += 1) {
        const before = { connections: proxy.connections(), passed: proxy.passed() };
        proxy.cut();
        await eventually(() => proxy.connections() > before.connections, 'a new connection');
        // At different stages of what everybody does.
        await eventually(() => proxy.passed() > before.passed + 2000 * time, 'some of the work');
      }
      await goOn();
    },
  ],
  [
    'connections are refused for a while',
    async ({ proxy }) => {
      const before = proxy.connections();
      proxy.refuse();
      await eventually(() => proxy.connections() >= before + REFUSALS, 'attempts to connect');
      proxy.restore();
    },
  ],
  [
    'nothing comes through for a while, then all of it',
    whileAllIsGivenUp((proxy) => {
      proxy.freeze();
    }),
  ],
  [
    'requests come late',
    whileAllIsGivenUp((proxy) => {
      proxy.freeze('requests');
    }),
  ],
  [
    'answers come late',
    whileAllIsGivenUp((proxy) => {
      proxy.freeze('answers');
    }),
  ],
  [
    'every connection hangs for ever',
    whileAllIsGivenUp((proxy) => {
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
    async ({ proxy, timing }) => {
      const before = proxy.passed();
      proxy.slow(20_000);
      await eventually(() => proxy.passed() > before + 2000, 'a part of it');
      // Given up while it comes.
      await passDeadline(timing);
      await eventually(() => proxy.passed() > before + 4000, 'more of it');
      proxy.restore();
    },
  ],
];

/** As a client of the product does who is told 503: the same command again, until it is answered. */
export async function insist<Result>(request: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof EventStoreUnavailable)) throw error;
      await turns();
    }
  }
}
