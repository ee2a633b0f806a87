import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ERASED, streamName, UNREADABLE, type EventId, type TextPlace } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import { leafOf, secretAt, takeOut, type KeyTree } from './key-tree.ts';
import { createPersonalSeal } from './personal-seal.ts';

const whole: KeyTree = new Map([['', 'a'.repeat(64)]]);
const without = (subject: string): KeyTree => {
  const tree = new Map(whole);
  takeOut(tree, leafOf(subject));
  return tree;
};
const sealOf = (tree: KeyTree, id = '12345678') =>
  createPersonalSeal({ id, keyOf: (subject) => secretAt(tree, leafOf(subject)) });

const place: TextPlace = {
  ...{ stream: streamName('case', '1'), event: '00000000-0000-4000-8000-000000000001' as EventId },
  path: '/complainant/name',
};
const own = sealOf(whole);

describe('texts about people, as they are stored (PRI-2)', () => {
  it('are read again as they were written, and hold nothing of what they say', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), (text) => {
        const sealed = own.seal(place.stream, place, text);
        expect(own.open(place.stream, place, sealed)).toBe(text);
        expect(Buffer.from(sealed.slice(12), 'base64url').length).toBe(28 + Buffer.byteLength(text));
      }),
      { numRuns: runs(25) },
    );
    expect(own.seal(place.stream, place, '张伟 Zhang Wei')).toMatch(/^k1:12345678:[A-Za-z0-9_-]+$/);
  });

  it('are the same bytes when they are written again, and others for every other text and place', () => {
    const sealed = [
      own.seal(place.stream, place, 'Zhang Wei'),
      own.seal(place.stream, place, 'Zhang Mei'),
      own.seal(place.stream, { ...place, path: '/complainant/phone' }, 'Zhang Wei'),
      own.seal(
        place.stream,
        { ...place, event: '00000000-0000-4000-8000-000000000002' as EventId },
        'Zhang Wei',
      ),
      own.seal('person-zhang.wei', place, 'Zhang Wei'),
    ];
    const nonces = sealed.map((each) =>
      Buffer.from(each.slice(12), 'base64url').toString('hex').slice(0, 24),
    );
    expect(new Set(nonces).size).toBe(sealed.length);
    expect(sealOf(whole).seal(place.stream, place, 'Zhang Wei')).toBe(sealed[0]);
  });

  it('open at no other place, under no other key, and with no bit changed', () => {
    const sealed = own.seal(place.stream, place, 'Zhang Wei');
    const elsewhere: readonly TextPlace[] = [
      { ...place, path: '/description' },
      { ...place, stream: streamName('case', '2') },
      { ...place, event: '00000000-0000-4000-8000-000000000002' as EventId },
    ];
    for (const other of elsewhere) expect(own.open(place.stream, other, sealed)).toBeUndefined();
    expect(own.open('case-2', place, sealed)).toBeUndefined();
    const content = Buffer.from(sealed.slice(12), 'base64url');
    for (let bit = 0; bit < content.length * 8; bit += 1) {
      const altered = Buffer.from(content);
      altered.writeUInt8(altered.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const stored = `${sealed.slice(0, 12)}${altered.toString('base64url')}`;
      expect(own.open(place.stream, place, stored)).toBeUndefined();
    }
    for (const none of ['', 'k1:12345678:', 'k1:12345678:AAAA', 'Zhang Wei'])
      expect(own.open(place.stream, place, none)).toBeUndefined();
  });

  it('are read as they were written by the first version of this program', () => {
    const stored = 'k1:12345678:ZNpzn23nJzcPGWdJTWdk5m1oE7aWGlHPycre6HrUn4qP6gD7pg66CP6GBN0';
    expect(own.seal(place.stream, place, 'Zhang Wei 张伟')).toBe(stored);
    expect(own.open(place.stream, place, stored)).toBe('Zhang Wei 张伟');
  });

  it('are erased with the key of their subject, what comes later too, and nobody else’s with them', () => {
    const sealed = own.seal(place.stream, place, 'Zhang Wei');
    const others = own.seal('person-li.na', place, 'Li Na');
    const left = sealOf(without(place.stream));
    expect(left.open(place.stream, place, sealed)).toBe(ERASED);
    expect(left.open('person-li.na', place, others)).toBe('Li Na');
    const later = left.seal(place.stream, place, 'Zhang Wei');
    expect(later).toBe(left.seal(place.stream, place, 'anything else'));
    expect([left, own].map((seal) => seal.open(place.stream, place, later))).toEqual([ERASED, ERASED]);
  });

  it('are told from erased ones where the keys are others', () => {
    const sealed = own.seal(place.stream, place, 'Zhang Wei');
    const strange = sealOf(new Map([['', randomBytes(32).toString('hex')]]), '87654321');
    expect(strange.open(place.stream, place, sealed)).toBe(UNREADABLE);
  });
});
