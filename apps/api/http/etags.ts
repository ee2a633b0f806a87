import { createHmac, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { isRead } from './reads.ts';
import type { Reply, Request, Server } from './server-types.ts';

/**
 * Every answer to a read has a tag, and who has that answer already is told so with 304. The tag is a keyed hash of what
 * this reader is told, under a key that never leaves the process: nobody can find out by trying what it stands for.
 */
export function tagReads(server: Server, isCompressed: (route: string) => boolean): void {
  const key = randomBytes(32);
  const tagOf = (subject: string, content: string): string =>
    createHmac('sha256', key).update(`${subject}\n${content}`).digest('base64url').slice(0, 22);
  server.addHook('onSend', (request: Request, reply, payload: unknown, done) => {
    const { principal, method, routeOptions } = request;
    const content = contentOf(payload, reply);
    if (!isRead(method) || reply.statusCode !== 200 || principal === undefined || content === undefined) {
      done(null, payload);
      return;
    }
    const tag = `"${revisionOf(payload, reply)}${tagOf(principal.subject, content)}"`;
    // The bytes differ with the coding, what they say does not (RFC 9110, 8.8.1).
    void reply.header('etag', isCompressed(routeOptions.url ?? '') ? `W/${tag}` : tag);
    done(null, isKnown(tag, request.headers['if-none-match']) ? notModified(reply, payload) : payload);
  });
}

/** Files are told by what their own tag says of them. */
const contentOf = (payload: unknown, reply: Reply): string | undefined =>
  typeof payload === 'string' ? payload : ownTag(reply);

/** What somebody decides on stands in the tag as it is, for If-Match. */
const revisionOf = (payload: unknown, reply: Reply): string => {
  const own = typeof payload === 'string' ? ownTag(reply) : undefined;
  return own === undefined ? '' : `${own.replaceAll('"', '')}-`;
};

function ownTag(reply: Reply): string | undefined {
  const own = reply.getHeader('etag');
  return typeof own === 'string' ? own : undefined;
}

const isKnown = (tag: string, ifNoneMatch: string | undefined): boolean =>
  ifNoneMatch?.split(',').some((each) => ['*', tag, `W/${tag}`].includes(each.trim())) === true;

function notModified(reply: Reply, payload: unknown): null {
  if (payload instanceof Readable) payload.destroy();
  for (const name of ['content-type', 'content-length', 'content-disposition']) reply.removeHeader(name);
  void reply.code(304);
  return null;
}
