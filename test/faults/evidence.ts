import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

const CHUNK = 16 * 1024;

/** The same bytes for the same seed. */
export async function* evidence(seed: string, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size; at += CHUNK) {
    const block = createHash('sha512')
      .update(`${seed} ${String(at)}`)
      .digest();
    yield Buffer.alloc(Math.min(CHUNK, size - at), block);
    await setImmediate();
  }
}
