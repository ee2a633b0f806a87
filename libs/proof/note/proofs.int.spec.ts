import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { openSigningKey, type SigningKey } from '#keys';
import { growthOf } from '../log/growth.ts';
import { inclusionsOf, isIncluded } from '../log/inclusion.ts';
import { eventNumber, grownLog } from '../testing/grown-log.ts';
import { InvalidNote, standingOf } from './note.ts';
import { parseConsistency, parseInclusion, writeConsistency, writeInclusion } from './proofs.ts';

let root = '';
let key: SigningKey;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-proofs-'));
  const file = path.join(root, 'proof.key');
  key = await openSigningKey({ file, algorithm: 'note', name: () => 'redress/test', hasSigned: false });
});
afterAll(() => rm(root, { recursive: true, force: true }));

const hex = (index: number, of?: string): string => eventNumber(index, of).toString('hex');
const numbers = fc.tuple(fc.integer({ min: 1, max: 600 }), fc.nat(), fc.nat());

describe('D15 that an event stands in the log', () => {
  it('is shown in the form tlog-proof, to whoever has nothing but the key', async () => {
    await fc.assert(
      fc.asyncProperty(numbers, async ([size, some, guess]) => {
        const { files, checkpoint } = grownLog(key, size);
        const index = some % size;
        const [proof] = await inclusionsOf(files, checkpoint, [{ hash: hex(index), near: guess % size }]);
        if (proof === undefined) throw new Error('it stands there');
        const read = parseInclusion(writeInclusion(proof));
        expect([read.index, isIncluded(read, hex(index))]).toEqual([index, true]);
        expect(standingOf(read.checkpoint.note, key)).toBe('signed');
        expect(isIncluded(read, hex(index, 'another'))).toBe(false);
        expect(isIncluded({ ...read, index: index + 1 }, hex(index))).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  it('is shown of no other one, and of none that came after the checkpoint', async () => {
    const { files } = grownLog(key, 600);
    const { checkpoint } = grownLog(key, 300);
    const sought = [{ hash: hex(299) }, { hash: hex(300), near: 300 }, { hash: hex(3, 'another'), near: 3 }];
    const found = await inclusionsOf(files, checkpoint, sought);
    expect(found.map((each) => each?.index)).toEqual([299, undefined, undefined]);
  });

  it.each([
    ['nothing', ''],
    ['another form', 'old 5\n\n'],
    ['no checkpoint', 'c2sp.org/tlog-proof@v1\nindex 5\n'],
    ['a number that is none', 'c2sp.org/tlog-proof@v1\nindex 05\n\nredress/test\n6\n'],
    ['a hash that is none', 'c2sp.org/tlog-proof@v1\nindex 5\nAAAA\n\nredress/test\n6\n'],
  ])('is not shown by %s', (_what, text) => {
    expect(() => parseInclusion(text)).toThrow(InvalidNote);
  });
});

describe('D15 that the log has only grown', () => {
  it('is shown between any two of its checkpoints', async () => {
    await fc.assert(
      fc.asyncProperty(numbers, async ([size, some, more]) => {
        const [earlier, later] = [grownLog(key, some % size), grownLog(key, size)];
        const files = grownLog(key, size + (more % 300)).files;
        const growth = await growthOf(files, earlier.checkpoint, later.checkpoint);
        if (growth.standing !== 'grown') throw new Error('it has grown');
        const from = earlier.checkpoint.size;
        const asked = { from, hashes: growth.hashes, checkpoint: later.checkpoint };
        const read = parseConsistency(writeConsistency(asked));
        expect([read.from, read.hashes]).toEqual([from, growth.hashes]);
        expect(standingOf(read.checkpoint.note, key)).toBe('signed');
      }),
      { numRuns: 30 },
    );
  });

  it('is not where it was cut, or where what it held before is something else', async () => {
    const long = grownLog(key, 600);
    const short = grownLog(key, 400);
    const forked = grownLog(key, 400, 399);
    const standing = async (earlier: typeof long, later: typeof long): Promise<string> =>
      (await growthOf(later.files, earlier.checkpoint, later.checkpoint)).standing;
    expect(await standing(long, short)).toBe('shorter');
    expect(await standing(forked, long)).toBe('forked');
    expect(await standing(forked, short)).toBe('forked');
    expect(await standing(short, long)).toBe('grown');
  });

  it('is not told by files of another log', async () => {
    const [earlier, later] = [grownLog(key, 400), grownLog(key, 600)];
    const others = grownLog(key, 600, 0).files;
    await expect(growthOf(others, earlier.checkpoint, later.checkpoint)).rejects.toThrow(
      'not those that its checkpoint was made of',
    );
  });
});
