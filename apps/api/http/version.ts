import { Problem } from '../problems/index.ts';
import { HEADER_FORMS } from './header-forms.ts';
import type { Server } from './server-types.ts';

/** Of the HTTP interface: raised when something that clients rely on goes away or changes its meaning. */
export const API_VERSION = '1';

/** Whoever names a version gets that one or none; whoever names none gets this one. */
export function assertVersion(server: Server): void {
  server.addHook('onRequest', ({ headers }, _reply, done) => {
    const asked = headers['api-version'];
    done(asked === undefined || HEADER_FORMS.version.test(String(asked)) ? undefined : unknownVersion());
  });
}

const unknownVersion = (): Problem =>
  new Problem(400, 'unknown-api-version', `This is version ${API_VERSION} of the API.`, {
    remedy: `Send API-Version: ${API_VERSION}, or leave it out.`,
  });
