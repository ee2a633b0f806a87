import compress from '@fastify/compress';
import type { Server } from './server-types.ts';

/**
 * Only what holds nothing that outsiders wrote: how well their words compress beside what they do not know would tell
 * them of it (BREACH). Bodies of requests are not unpacked: a small one could become a large one.
 */
export async function compressAnswers(
  server: Server,
  isCompressed: (route: string) => boolean,
): Promise<void> {
  server.addHook('onRoute', (route) => {
    if (!isCompressed(route.url)) route.compress = false;
  });
  await server.register(compress, { encodings: ['gzip'], globalDecompression: false });
}
