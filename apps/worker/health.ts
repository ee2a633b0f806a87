import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { isReady } from '#engine';
import { type Logger } from '#platform';

export interface AnsweringHealth {
  readonly url: string;
  close(): Promise<void>;
}

export interface HealthLimits {
  /** One more closes the one that has waited longest: nobody who knocks and says nothing keeps the orchestrator out. */
  readonly connections: number;
  /** How long headers, and a whole request, may take to arrive. */
  readonly requestMillis: number;
  /** How long a connection may lie idle in either direction. */
  readonly idleMillis: number;
}

const DEFAULT_LIMITS: HealthLimits = { connections: 100, requestMillis: 5_000, idleMillis: 10_000 };

/** `GET /health/live` and `/health/ready` for orchestrators, as the API answers them; nothing else. */
export async function answerHealth(
  { host, port }: { readonly host: string; readonly port: number },
  ready: () => Promise<void>,
  log: Logger,
  limits = DEFAULT_LIMITS,
): Promise<AnsweringHealth> {
  const { requestMillis } = limits;
  const within = {
    ...{ requestTimeout: requestMillis, headersTimeout: requestMillis },
    connectionsCheckingInterval: Math.min(1_000, requestMillis),
  };
  const server = createServer(within, (request, response) => {
    if (request.url === '/health/live') answer(response, 200, 'ok');
    else if (request.url !== '/health/ready') answer(response, 404, 'not found');
    else
      void isReady(ready, log).then((yes) => {
        if (yes) answer(response, 200, 'ok');
        else answer(response, 503, 'not ready');
      });
  });
  limitConnections(server, limits);
  server.listen(port, host);
  await once(server, 'listening');
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${String(actual)}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function limitConnections(server: Server, { connections, idleMillis }: HealthLimits): void {
  // In the order in which they came.
  const open = new Set<Socket>();
  server.setTimeout(idleMillis);
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    const [first] = open;
    if (open.size <= connections || first === undefined) return;
    open.delete(first);
    first.destroy();
  });
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    // A body that is still to come is not waited for.
    ...{ 'content-type': 'application/json', 'cache-control': 'no-store', connection: 'close' },
    ...(status === 503 && { 'retry-after': '5' }),
  });
  response.end(JSON.stringify({ status: text }));
}
