import { Readable } from 'node:stream';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import { chunk, pngOf } from '../testing/pictures.ts';
import { pagesOf } from './layout.ts';
import { picturesOf, roomFor } from './pictures.ts';

const SOUND: Readonly<Record<string, Buffer>> = {
  grey: pngOf({ kind: 0 }),
  'of two greys': pngOf({ kind: 0, bits: 1 }),
  'in colours': pngOf({ kind: 2 }),
  'of a palette': pngOf({ kind: 3 }),
  'of a palette with transparency': pngOf({ kind: 3, transparency: Buffer.of(0, 255, 255) }),
  'grey with transparency': pngOf({ kind: 4 }),
  'in colours with transparency': pngOf({ kind: 6 }),
  'in finer colours with transparency': pngOf({ kind: 6, bits: 16 }),
};

const whole = pngOf();
const LINE = 21;
const BROKEN: Readonly<Record<string, Buffer>> = {
  'that is not packed': pngOf({ packed: Buffer.from('nothing that was packed') }),
  'that is packed in part': pngOf({ packed: deflateSync(Buffer.alloc(3 * LINE, 2)).subarray(0, 9) }),
  'with a line too few': pngOf({ lines: Buffer.alloc(2 * LINE, 2) }),
  'with a line too many': pngOf({ lines: Buffer.alloc(4 * LINE, 2) }),
  'with lines that nobody knows': pngOf({ lines: Buffer.alloc(3 * LINE, 9) }),
  'with a length that leads back': Buffer.concat([
    ...[whole.subarray(0, 33), chunk('tIME', Buffer.alloc(0), 0xfffffff4), whole.subarray(33)],
  ]),
  'that ends too early': whole.subarray(0, -12),
  'with two heads': Buffer.concat([whole.subarray(0, 33), whole.subarray(8)]),
  'without a head': Buffer.concat([whole.subarray(0, 8), whole.subarray(33)]),
  'that is interlaced': pngOf({ kind: 2, interlaced: true }),
  'with transparency of half bytes': pngOf({ kind: 3, bits: 4, transparency: Buffer.of(0) }),
  'with more transparency than a palette has': pngOf({ kind: 3, transparency: Buffer.alloc(257) }),
  'of more points than there is room for': pngOf({ packed: deflateSync(Buffer.alloc(64 * 1024 ** 2)) }),
};

/** How many of them stand in the pages. */
async function drawnOf(pictures: readonly Buffer[]): Promise<number> {
  const section = { title: 'Evidence', head: ['#'], rows: [['E1']], widths: [1] };
  const pages = await pagesOf({
    ...{ title: 'Case', lines: [], language: 'en', madeAt: new Date(instant('2026-10-01T00:00:00Z')) },
    sections: [{ ...section, pictures: pictures.map((content) => ({ caption: 'E1', content })) }],
  });
  return pages.toString('latin1').match(/\/Subtype \/Image/g)?.length ?? 0;
}

describe('ARC-1 pictures of a case file', () => {
  it('are drawn, whatever kind of PNG they are', async () => {
    const sound = Object.entries(SOUND);
    for (const [kind, picture] of sound)
      expect([kind, (roomFor(picture) ?? 0) >= picture.length]).toEqual([kind, true]);
    const masks = sound.filter(([kind]) => kind.endsWith('transparency')).length;
    expect(await drawnOf(Object.values(SOUND))).toBe(sound.length + masks);
  });

  it.each(Object.entries(BROKEN))(
    'are not drawn where that would end the process: a PNG %s',
    (_, picture) => {
      expect(roomFor(picture)).toBeUndefined();
    },
  );

  it('are drawn without harm whatever is damaged of them, as far as they are drawn', async () => {
    const damaged = fc
      .tuple(fc.constantFrom(...Object.values(SOUND)), fc.nat(), fc.integer({ min: 1, max: 255 }))
      .map(([sound, place, change]) => {
        const bytes = Buffer.from(sound);
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ change;
        return bytes;
      });
    await fc.assert(
      fc.asyncProperty(fc.array(damaged, { minLength: 100, maxLength: 100 }), async (pictures) => {
        const drawn = pictures.filter((picture) => roomFor(picture) !== undefined);
        // What is thrown where nobody catches it is found by whoever runs the tests.
        expect(await drawnOf(drawn)).toBeGreaterThan(0);
      }),
      { numRuns: runs(1) },
    );
  });

  it('are drawn as long as there is room for them, and named all the same', async () => {
    const jpeg = Buffer.alloc(7 * 1024 ** 2, 0xff);
    const listed = ['E1', 'E2', 'E3', 'E4', 'E5', 'E6'].map((evidence) => ({
      ...{ evidence, fileName: 'door.jpg', mediaType: 'image/jpeg', sha256: evidence, file: evidence },
      size: evidence === 'E6' ? whole.length : jpeg.length,
    }));
    const opened: string[] = [];
    const pictures = await picturesOf({
      evidence: listed,
      open: (sha256) => {
        opened.push(sha256);
        const content = sha256 === 'E6' ? whole : jpeg;
        return Promise.resolve({ size: content.length, content: Readable.from([content]) });
      },
    });
    expect(pictures.map(({ content }) => content?.length)).toEqual([
      ...Array.from({ length: 4 }, () => jpeg.length),
      ...[undefined, whole.length],
    ]);
    expect(pictures[4]).toEqual({ caption: 'E5 door.jpg' });
    expect(opened).not.toContain('E5');
  });
});
