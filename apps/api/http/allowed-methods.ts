import type { Server } from './server-types.ts';

/** Remembers the routes as they are added, to tell a wrong method from a wrong address. */
export function collectRoutes(server: Server): (path: string) => readonly string[] {
  const methods = new Map<string, Set<string>>();
  server.addHook('onRoute', ({ url, method }) => {
    const known = methods.get(url) ?? new Set<string>();
    methods.set(url, known);
    [method].flat().forEach((one) => known.add(one));
  });
  return (path) =>
    [...methods]
      .flatMap(([url, known]) => (matches(url, path) && !url.includes('*') ? [...known] : []))
      .toSorted();
}

function matches(url: string, path: string): boolean {
  const [pattern, parts] = [url.split('/'), path.split('/')];
  return (
    pattern.length === parts.length &&
    pattern.every((part, index) => (part.startsWith(':') ? parts[index] !== '' : part === parts[index]))
  );
}
