import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { SocketAddress } from '#platform';

export type Scanned =
  { readonly result: 'clean' } | { readonly result: 'foundBad'; readonly finding: string };

export interface Scanner {
  /** Throws {@link ScannerAway} where nobody can say what the content is. */
  scan(content: AsyncIterable<Uint8Array>): Promise<Scanned>;
}

/** The scanner does not answer, or answers that it could not look. */
export class ScannerAway extends Error {
  override readonly name = 'ScannerAway';
}

const PATIENCE_MILLIS = 60_000;
const LONGEST_FINDING = 200;

/**
 * ClamAV's daemon, or whatever speaks its protocol (`INSTREAM`): the content goes over the socket in chunks, each behind its
 * length, and the answer is one line. A connection for each file.
 */
export const clamd = (address: SocketAddress, patienceMillis = PATIENCE_MILLIS): Scanner => ({
  async scan(content) {
    const socket = connect(address);
    socket.setTimeout(patienceMillis, () => {
      socket.destroy(new Error('no answer in time'));
    });
    try {
      // Whoever has seen enough answers before the end, and does not read the rest.
      const sent = send(socket, content).catch(() => undefined);
      const [answer] = await Promise.all([answerOn(socket), sent]);
      return scannedBy(answer);
    } catch (cause) {
      if (cause instanceof ScannerAway) throw cause;
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new ScannerAway(`the scanner cannot be asked: ${why}`, { cause });
    } finally {
      socket.destroy();
    }
  },
});

async function send(socket: Socket, content: AsyncIterable<Uint8Array>): Promise<void> {
  socket.write('zINSTREAM\0');
  for await (const chunk of content) {
    // That it is closed was told already: nothing would wake whoever waits for it now.
    if (socket.destroyed) return;
    if (chunk.byteLength === 0) continue;
    socket.write(lengthOf(chunk.byteLength));
    if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
  }
  socket.write(lengthOf(0));
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

async function answerOn(socket: Socket): Promise<string> {
  let answer = '';
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    answer += chunk.toString('utf8');
    if (answer.includes('\0')) break;
  }
  return answer.split('\0', 1)[0] ?? '';
}

function scannedBy(answer: string): Scanned {
  if (answer === 'stream: OK') return { result: 'clean' };
  const [, finding] = /^stream: (.+) FOUND$/.exec(answer) ?? [];
  if (finding !== undefined) return { result: 'foundBad', finding: finding.slice(0, LONGEST_FINDING) };
  throw new ScannerAway(`the scanner does not say what it is: "${answer.slice(0, LONGEST_FINDING)}"`);
}
