import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gramsOf, squashed } from './grams.ts';
import { holdsAll, searchedTexts, soughtIn } from './searched-texts.ts';

const texts = searchedTexts('7F3K-9M2Q-X4TB', {
  complainant: {
    ...{ kind: 'individual', anonymous: false, name: 'José Ñandú 王小明', phone: '+86 21 5550 0100 转 12' },
    email: 'Li.Na@Example.com',
    representative: { as: 'relative', name: 'Zhang Wei', phone: '13800138000' },
  },
  description: '电梯 B 坏了三天。The lift-door jams; Ｆｕｌｌ width.',
  retail: { orderNumber: 'INV-2026/000117' },
});

it.each([
  ['a number', '7F3K-9M2Q-X4TB'],
  ['a number without hyphens', '7f3k9m2qx4tb'],
  ['four signs of a number', '9m2q'],
  ['a name without its accents', 'jose nandu'],
  ['a Chinese name', '小明'],
  ['a telephone number with the prefix of the country', '+86 21 5550 0100'],
  ['the same with that of the region', '(021) 5550-0100'],
  ['the end of it', '0100'],
  ['the telephone of the representative', '+86 138 0013 8000'],
  ['an address', 'li.na@example.com'],
  ['words of the description', 'LIFT door'],
  ['Chinese words', '电梯 三天'],
  ['letters of full width', 'full'],
  ['an order number, written otherwise', 'inv 2026 000117'],
  ['digits of an order number', '000117'],
])('REP-1 a case is found by %s', (_, search) => {
  const sought = soughtIn(search);
  expect(holdsAll(texts, sought)).toBe(true);
  const grams = new Set(texts.flatMap(gramsOf));
  for (const each of sought) {
    expect(gramsOf(each)).not.toEqual([]);
    expect(gramsOf(each).filter((gram) => !grams.has(gram))).toEqual([]);
  }
});

it.each([
  ['one word of two', 'lift stairs'],
  ['another number', '13900139000'],
  ['the same signs in another order', '梯电'],
])('REP-1 a case is not found by %s', (_, search) => {
  expect(holdsAll(texts, soughtIn(search))).toBe(false);
});

it('all pieces of a part are pieces of the whole, whatever the script', () => {
  const sign = fc.constantFrom(...'ab1电梯坏ひカ한😀'.normalize('NFC').split(''), '𠀀');
  fc.assert(
    fc.property(fc.array(sign), fc.array(sign), fc.array(sign), (before, part, after) => {
      const whole = new Set(gramsOf(squashed([...before, ...part, ...after].join(''))));
      expect(gramsOf(squashed(part.join(''))).filter((gram) => !whole.has(gram))).toEqual([]);
    }),
  );
});
