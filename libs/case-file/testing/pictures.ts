import { deflateSync } from 'node:zlib';

interface Drawn {
  /** As PNG calls them: 0 grey, 2 colours, 3 palette, 4 and 6 the first two with transparency. */
  readonly kind?: 0 | 2 | 3 | 4 | 6;
  readonly bits?: number;
  readonly interlaced?: boolean;
  /** Behind its palette. */
  readonly transparency?: Buffer;
  /** In the place of its lines. */
  readonly lines?: Buffer;
  readonly packed?: Buffer;
}

const CHANNELS = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;
const [WIDTH, HEIGHT] = [5, 3];

export function chunk(kind: string, data: Buffer, length = data.length): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(length);
  head.write(kind, 4, 'latin1');
  // Nobody here looks at check sums.
  return Buffer.concat([head, data, Buffer.alloc(4)]);
}

/** A PNG of 5 × 3 points, with what is asked to be wrong with it. */
export function pngOf(drawn: Drawn = {}): Buffer {
  const { kind = 6, bits = 8, interlaced = false, transparency } = drawn;
  const line = Buffer.alloc(1 + Math.ceil((WIDTH * CHANNELS[kind] * bits) / 8), 2);
  const { lines = Buffer.concat(Array.from({ length: HEIGHT }, () => line)) } = drawn;
  const head = Buffer.from([0, 0, 0, WIDTH, 0, 0, 0, HEIGHT, bits, kind, 0, 0, Number(interlaced)]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    ...(kind === 3 ? [chunk('PLTE', Buffer.alloc(9, 7))] : []),
    ...(transparency === undefined ? [] : [chunk('tRNS', transparency)]),
    chunk('IDAT', drawn.packed ?? deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
