import { buffer } from 'node:stream/consumers';
import { inflateSync } from 'node:zlib';
import type { ListedEvidence, OpenEvidence } from '../parts/evidence.ts';
import type { Picture } from './layout.ts';
import { plainText } from './sections.ts';

interface Found {
  readonly evidence: readonly ListedEvidence[];
  readonly open: OpenEvidence;
}

const PICTURES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png']);
const LARGEST_PICTURE = 8 * 1024 ** 2;
/** All of them stand in memory until the pages are written. */
const ALL_PICTURES = 32 * 1024 ** 2;

/** As many as there is room for, one after the other. */
export async function picturesOf({ evidence, open }: Found): Promise<readonly Picture[]> {
  const pictures: Picture[] = [];
  let left = ALL_PICTURES;
  for (const { evidence: name, mediaType, size, sha256, file, fileName } of evidence) {
    if (file === undefined || !PICTURES.has(mediaType)) continue;
    const opened = size > Math.min(LARGEST_PICTURE, left) ? undefined : await open(sha256);
    const content = opened && (await buffer(opened.content));
    const room = (content && roomFor(content)) ?? Number.POSITIVE_INFINITY;
    const fits = room <= left;
    if (fits) left -= room;
    pictures.push({ caption: `${name} ${plainText(fileName)}`, ...(fits && content && { content }) });
  }
  return pictures;
}

const UNPACKED_AT_MOST = 32 * 1024 ** 2;

/**
 * Bytes that a picture takes while it is drawn; `undefined` for one that is not. What draws PNG walks in circles where a
 * length is none, and unpacks some kinds later, where what it throws ends the process: it gets nothing to stumble over.
 */
export function roomFor(picture: Buffer): number | undefined {
  try {
    return picture[0] === 0x89 ? roomForPng(picture) : picture.length;
  } catch {
    return undefined;
  }
}

interface Chunk {
  readonly kind: string;
  readonly data: Buffer;
}

function roomForPng(png: Buffer): number | undefined {
  const [head, ...rest] = chunksIn(png);
  const points = head && isWhole(rest) ? pointsOf(head) : undefined;
  if (points === undefined) return undefined;
  if (!isUnpacked(points, rest)) return png.length;
  const { width, height, bits, kind, channels } = points;
  const line = 1 + (width * channels * bits) / 8;
  const size = line * height;
  const areBytes = bits === 8 || (bits === 16 && kind !== PALETTE);
  const isDrawn = areBytes && size <= UNPACKED_AT_MOST && holdsLines(rest, { line, size });
  return isDrawn ? png.length + size : undefined;
}

type Points = Readonly<Record<'width' | 'height' | 'bits' | 'kind' | 'channels', number>>;

function pointsOf({ kind: name, data }: Chunk): Points | undefined {
  if (name !== 'IHDR' || data.length !== 13) return undefined;
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
  const [bits = 0, kind = 0, , , interlaced] = data.subarray(8);
  const channels = CHANNELS.get(kind) ?? 0;
  const isDrawn = interlaced === 0 && width * height * channels > 0;
  return isDrawn ? { width, height, bits, kind, channels } : undefined;
}

/** Up to the end of the picture, or of what there is of it. */
function* chunksIn(png: Buffer): Generator<Chunk> {
  let at = 8;
  let kind = '';
  while (kind !== 'IEND' && at + 12 <= png.length) {
    const end = at + 12 + png.readUInt32BE(at);
    kind = png.toString('latin1', at + 4, at + 8);
    yield { kind, data: png.subarray(at + 8, end - 4) };
    at = end;
  }
}

const isWhole = (chunks: readonly Chunk[]): boolean =>
  chunks.at(-1)?.kind === 'IEND' &&
  chunks.every(({ kind, data }) => kind !== 'IHDR' && (kind !== 'tRNS' || data.length <= 256));

const PALETTE = 3;
/** By kind, with the one for transparency. */
const CHANNELS: ReadonlyMap<number, number> = new Map([
  ...([
    [0, 1],
    [2, 3],
    [PALETTE, 1],
    [4, 2],
    [6, 4],
  ] as const),
]);

const isUnpacked = ({ kind }: Points, chunks: readonly Chunk[]): boolean =>
  kind > PALETTE || (kind === PALETTE && chunks.some((each) => each.kind === 'tRNS'));

const FILTERS = 5;

/** Throws where it is not packed as it should be. */
function holdsLines(
  chunks: readonly Chunk[],
  { line, size }: { readonly line: number; readonly size: number },
): boolean {
  const packed = Buffer.concat(chunks.flatMap(({ kind, data }) => (kind === 'IDAT' ? [data] : [])));
  const lines = inflateSync(packed, { maxOutputLength: size });
  if (lines.length !== size) return false;
  for (let at = 0; at < size; at += line) if ((lines[at] ?? FILTERS) >= FILTERS) return false;
  return true;
}
