import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { SocketAddress } from '#platform';

/** A scanner that speaks the protocol of ClamAV and knows one bad thing: content with `EICAR` in it. */
export interface Clamd {
  readonly address: SocketAddress;
  /** What it was given to look through, as text. */
  readonly received: readonly string[];
  close(): Promise<void>;
}

export async function startClamd(at: SocketAddress = { host: '127.0.0.1', port: 0 }): Promise<Clamd> {
  const received: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => undefined);
    let bytes = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      const content = contentIn(bytes);
      if (content === undefined) return;
      received.push(content);
      socket.end(content.includes('EICAR') ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
    });
  });
  server.listen(at);
  await once(server, 'listening');
  const address = 'path' in at ? at : { ...at, port: (server.address() as AddressInfo).port };
  return {
    ...{ address, received },
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const COMMAND = 'zINSTREAM\0';

/** Everything, once the chunk without length has come. */
function contentIn(bytes: Buffer): string | undefined {
  const parts: Buffer[] = [];
  let at = COMMAND.length;
  while (bytes.length >= at + 4) {
    const length = bytes.readUInt32BE(at);
    if (length === 0) return Buffer.concat(parts).toString('utf8');
    parts.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}
