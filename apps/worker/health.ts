import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isReady } from '#engine';
import { type Logger } from '#platform';

export interface AnsweringHealth {
  readonly url: string;
  close(): Promise<void>;
}

/** `GET /health/live` and `/health/ready` for orchestrators, as the API answers them; nothing else. */
export async function answerHealth(
  { host, port }: { readonly host: string; readonly port: number },
  ready: () => Promise<void>,
  log: Logger,
): Promise<AnsweringHealth> {
  const server = createServer({ requestTimeout: 5_000 }, (request, response) => {
    if (request.url === '/health/live') answer(response, 200, 'ok');
    else if (request.url !== '/health/ready') answer(response, 404, 'not found');
    else
      void isReady(ready, log).then((yes) => {
        if (yes) answer(response, 200, 'ok');
        else answer(response, 503, 'not ready');
      });
  });
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

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    ...{ 'content-type': 'application/json', 'cache-control': 'no-store' },
    ...(status === 503 && { 'retry-after': '5' }),
  });
  response.end(JSON.stringify({ status: text }));
}
