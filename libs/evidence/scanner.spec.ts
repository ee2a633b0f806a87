import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startClamd } from './testing/clamd.ts';
import { clamd, ScannerAway } from './scanner.ts';

async function* inChunks(...chunks: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
}

describe('asking a scanner (INV-2)', () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  it('INV-2 hears that content is clean, or what it is, however it is cut', async () => {
    const scanner = await startClamd();
    closing.push(() => scanner.close());
    const scan = (content: AsyncIterable<Uint8Array>) => clamd(scanner.address).scan(content);
    await expect(scan(inChunks('a photo', '', ' of the lift'))).resolves.toEqual({ result: 'clean' });
    const bad = { result: 'foundBad', finding: 'Eicar-Test-Signature' };
    await expect(scan(inChunks('X5O!P%@AP EIC', 'AR-STANDARD'))).resolves.toEqual(bad);
    expect(scanner.received).toEqual(['a photo of the lift', 'X5O!P%@AP EICAR-STANDARD']);
  });

  it.skipIf(process.platform === 'win32')('INV-2 asks at a socket file too', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'redress-clamd-'));
    closing.push(() => rm(folder, { recursive: true }));
    const scanner = await startClamd({ path: path.join(folder, 'clamd.ctl') });
    closing.push(() => scanner.close());
    await expect(clamd(scanner.address).scan(inChunks('a'))).resolves.toEqual({ result: 'clean' });
  });

  const answering = async (answer: (socket: Socket) => void): Promise<Server> => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined).resume();
      answer(socket);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(async () => {
      server.close();
      await once(server, 'close');
    });
    return server;
  };
  const asked = (server: Server, patience?: number): ReturnType<ReturnType<typeof clamd>['scan']> => {
    const { port } = server.address() as { port: number };
    return clamd({ host: '127.0.0.1', port }, patience).scan(
      inChunks('x'.repeat(200_000), 'y'.repeat(200_000)),
    );
  };

  it.each([
    ['that it is too large for it', 'INSTREAM size limit exceeded. ERROR\0'],
    ['nothing', ''],
    ['what is no answer', 'stream: PERHAPS\0'],
    ['half an answer', 'stream: O'],
  ])('INV-2 takes a scanner that answers %s for one that could not look', async (_name, answer) => {
    await expect(asked(await answering((socket) => socket.end(answer)))).rejects.toThrow(ScannerAway);
  });

  it('INV-2 waits for no scanner that hangs up, is not there, or never answers', async () => {
    await expect(asked(await answering((socket) => socket.destroy()))).rejects.toThrow(ScannerAway);
    await expect(asked(await answering(() => undefined), 20)).rejects.toThrow('no answer in time');
    const gone = await answering(() => undefined);
    const { port } = gone.address() as { port: number };
    await closing.pop()?.();
    await expect(clamd({ host: '127.0.0.1', port }).scan(inChunks('a'))).rejects.toThrow(ScannerAway);
  });

  it('INV-2 lets go of the content when the scanner hangs up between two chunks of it', async () => {
    let hangUp = (): void => undefined;
    const hungUp = new Promise<void>((resolve) => {
      hangUp = resolve;
    });
    const server = await answering((socket) => {
      socket.once('close', () => {
        hangUp();
      });
      socket.end('INSTREAM size limit exceeded. ERROR\0');
    });
    let letGo = false;
    async function* slowly(): AsyncGenerator<Uint8Array> {
      try {
        yield Buffer.alloc(200_000);
        await hungUp;
        yield Buffer.alloc(200_000);
        yield Buffer.alloc(200_000);
      } finally {
        letGo = true;
      }
    }
    const { port } = server.address() as { port: number };
    await expect(clamd({ host: '127.0.0.1', port }).scan(slowly())).rejects.toThrow(ScannerAway);
    expect(letGo).toBe(true);
  });
});
