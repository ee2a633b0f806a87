import { Problem } from '../problems/index.ts';
import type { Server } from './server-types.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Only JSON, only correct UTF-8: replaced characters would be recorded for ever. An empty body is an empty object. */
export function acceptJsonOnly(server: Server): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, body.length === 0 ? {} : (JSON.parse(decoder.decode(body as Buffer)) as unknown));
    } catch {
      done(new Problem(400, 'malformed-json', 'The body is not correct JSON in UTF-8.'));
    }
  });
}
