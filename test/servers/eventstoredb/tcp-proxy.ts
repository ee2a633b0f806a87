import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Transform } from 'node:stream';

/** `requests` go to the server, `answers` come back. */
type Way = 'requests' | 'answers';

/** Stands between client and server, so that a test can pull the plug. */
export interface TcpProxy {
  readonly port: number;
  /** How many connections have come so far. */
  readonly connections: () => number;
  /** How many bytes have come through so far, both ways together. */
  readonly passed: () => number;
  /** Whether something that came is held back. */
  readonly isHolding: () => boolean;
  /** Breaks every connection; new ones are let through. */
  cut(): void;
  /** Ends one direction of every connection in good order, and loses what still comes that way; the other stays open. */
  halfClose(way: Way): void;
  /** Refuses connections until {@link restore}; also breaks the present ones. */
  refuse(): void;
  /** Holds back what comes, without ending anything, until {@link restore}: then it arrives late. */
  freeze(way?: Way): void;
  /** Holds back what comes through the present connections for ever; new ones are let through. */
  abandon(): void;
  /** Lets no more through than that in a second, until {@link restore}. */
  slow(bytesPerSecond: number): void;
  restore(): void;
  /** Leads to another server from the next connection on. */
  lead(to: Target): void;
  close(): Promise<void>;
}

export interface Target {
  readonly host: string;
  readonly port: number;
}

export async function startTcpProxy(first: Target): Promise<TcpProxy> {
  const link = new Link();
  const pairs = new Set<Pair>();
  let target = first;
  let refusing = false;
  let connections = 0;
  const server = createServer({ allowHalfOpen: true }, (client) => {
    connections += 1;
    if (refusing) client.destroy();
    else pairs.add(new Pair(client, connect({ ...target, allowHalfOpen: true }), link, pairs));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const pair of pairs) pair.end();
  };
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    passed: () => link.passed,
    isHolding: () => link.isHolding || [...pairs].some(({ lost }) => lost),
    cut,
    halfClose: (way) => {
      for (const pair of pairs) pair.halfClose(way);
    },
    refuse: () => {
      refusing = true;
      cut();
    },
    freeze: (way) => {
      for (const each of way === undefined ? (['requests', 'answers'] as const) : [way]) link.hold(each);
    },
    abandon: () => {
      for (const pair of pairs) pair.abandoned = true;
    },
    slow: (bytesPerSecond) => {
      link.bytesPerSecond = bytesPerSecond;
    },
    restore: () => {
      refusing = false;
      link.restore();
    },
    lead: (to) => {
      target = to;
    },
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What all connections share. */
class Link {
  bytesPerSecond = Infinity;
  passed = 0;
  readonly #held = new Set<Way>();
  #waiting: (() => void)[] = [];

  hold(way: Way): void {
    this.#held.add(way);
  }

  restore(): void {
    this.bytesPerSecond = Infinity;
    this.#held.clear();
    for (const resume of this.#waiting.splice(0)) resume();
  }

  get isHolding(): boolean {
    return this.#waiting.length > 0;
  }

  /** Resolves when that many bytes may pass. */
  async passage(way: Way, bytes: number): Promise<void> {
    if (this.#held.has(way)) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let left = bytes;
    while (left > 0 && this.bytesPerSecond < Infinity) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const now = Math.min(left, this.bytesPerSecond / 50);
      this.passed += now;
      left -= now;
    }
    this.passed += left;
  }
}

/** One connection of a client and the one behind it. */
class Pair {
  abandoned = false;
  /** Something came after it was abandoned. */
  lost = false;
  readonly #halfClosed = new Set<Way>();
  readonly #client: Socket;
  readonly #upstream: Socket;
  readonly #link: Link;
  readonly #pairs: Set<Pair>;

  constructor(client: Socket, upstream: Socket, link: Link, pairs: Set<Pair>) {
    this.#client = client;
    this.#upstream = upstream;
    this.#link = link;
    this.#pairs = pairs;
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      for (const last of ['error', 'close'])
        socket.on(last, () => {
          this.end();
        });
    }
    client.pipe(this.#valve('requests')).pipe(upstream);
    upstream.pipe(this.#valve('answers')).pipe(client);
  }

  end(): void {
    this.#pairs.delete(this);
    this.#client.destroy();
    this.#upstream.destroy();
  }

  halfClose(way: Way): void {
    this.#halfClosed.add(way);
    (way === 'requests' ? this.#upstream : this.#client).end();
  }

  #valve(way: Way): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding, next) => {
        void this.#link.passage(way, chunk.length).then(() => {
          if (this.abandoned) this.lost = true;
          else if (this.#halfClosed.has(way)) next();
          else next(null, chunk);
        });
      },
    });
  }
}
