import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Problem } from '../problems/index.ts';
import { headersOf } from './revised.ts';
import type { Server } from './server-types.ts';
import { API_VERSION } from './version.ts';

const CORRELATION_ID = /^[\w.:-]{1,128}$/;

/** The sender's correlation id, or a new one when it sent none or one that no log should hold. */
export function correlationIdOf({ headers }: IncomingMessage): string {
  const sent = headers['x-correlation-id'];
  return typeof sent === 'string' && CORRELATION_ID.test(sent) ? sent : randomUUID();
}

/** Of every answer. */
export const COMMON_HEADERS = {
  'api-version': API_VERSION,
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** The documentation page runs its own script and its own style, nothing else. */
const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

export function addHeaders(server: Server, docsPath: string): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(COMMON_HEADERS).header('x-correlation-id', request.id);
    if (request.url.startsWith(docsPath)) reply.header('content-security-policy', DOCS_POLICY);
    done();
  });
  server.addHook('preSerialization', (_request, reply, payload, done) => {
    const headers = headersOf(payload);
    if (headers !== undefined) reply.headers(headers);
    done(null, payload);
  });
}

/** A form is welcome only where files go; elsewhere it would be taken for an empty body. */
export function refuseForms(server: Server, isUpload: (routePath: string) => boolean): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const type = request.headers['content-type'];
    const wrong = type?.startsWith('multipart/') === true && !isUpload(request.routeOptions.url ?? '');
    done(wrong ? new Problem(415, 'unsupported-media-type', 'Send application/json.') : undefined);
  });
}
