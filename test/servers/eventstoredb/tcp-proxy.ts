import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Stands between client and server, so that a test can pull the plug. */
export interface TcpProxy {
  readonly port: number;
  /** Breaks every connection; new ones are let through. */
  cut(): void;
  /** Refuses connections until {@link restore}; also breaks the present ones. */
  refuse(): void;
  /** Passes nothing on in either direction, without ending anything, until {@link restore}. */
  freeze(): void;
  restore(): void;
  close(): Promise<void>;
}

export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let refusing = false;
  let frozen = false;
  const server = createServer((client) => {
    if (refusing) {
      client.destroy();
      return;
    }
    const upstream = connect(target, '127.0.0.1');
    const pair = [client, upstream] as const;
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) socket.setNoDelay(true).on('error', end).on('close', end);
    client.pipe(upstream);
    upstream.pipe(client);
    if (frozen) for (const socket of pair) stop(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const [client] of pairs) client.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    refuse: () => {
      refusing = true;
      cut();
    },
    freeze: () => {
      frozen = true;
      for (const pair of pairs) for (const socket of pair) stop(socket);
    },
    restore: () => {
      refusing = false;
      if (!frozen) return;
      frozen = false;
      for (const [client, upstream] of pairs) {
        client.pipe(upstream);
        upstream.pipe(client);
      }
    },
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function stop(socket: Socket): void {
  socket.unpipe();
  socket.pause();
}
