import { pathOf, Problem } from '../problems/index.ts';
import type { Server } from './server-types.ts';

/** Remembers the routes as they are added, to tell a wrong method from a wrong address. */
export function collectRoutes(server: Server): (path: string) => readonly string[] {
  const methods = new Map<string, Set<string>>();
  server.addHook('onRoute', ({ url, method }) => {
    const known = methods.get(url) ?? new Set<string>();
    methods.set(url, known);
    [method].flat().forEach((one) => known.add(one));
  });
  return (path) => [...methods].flatMap(([url, known]) => (matches(url, path) ? [...known] : [])).toSorted();
}

/** What takes everything that nobody else takes is no address. */
const CATCH_ALL: readonly string[] = ['*', '/*'];

function matches(url: string, path: string): boolean {
  if (CATCH_ALL.includes(url)) return false;
  if (url.endsWith('/*')) return path.startsWith(url.slice(0, -1));
  const [pattern, parts] = [url.split('/'), path.split('/')];
  return (
    pattern.length === parts.length &&
    pattern.every((part, index) => (part.startsWith(':') ? parts[index] !== '' : part === parts[index]))
  );
}

/**
 * Says what is possible at an address: to whoever asks (OPTIONS), and to whoever tries something else, before any of a
 * body is read. The router itself knows no difference between a wrong method and a wrong address.
 */
export function answerOtherMethods(server: Server, allowedAt: (path: string) => readonly string[]): void {
  server.addHook('onRequest', (request, reply, done) => {
    const allowed = request.is404 ? allowedAt(pathOf(request.url)) : [];
    if (allowed.length === 0) {
      done();
      return;
    }
    const allow = [...allowed, 'OPTIONS'].join(', ');
    if (request.method === 'OPTIONS') void reply.code(204).headers({ allow }).send();
    else done(wrongMethod(request.method, allow));
  });
}

const wrongMethod = (method: string, allow: string): Problem =>
  new Problem(405, 'method-not-allowed', `${method} is not possible here, only ${allow}.`, {
    headers: { allow },
  });
