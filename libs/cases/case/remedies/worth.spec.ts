import { describe, expect, it } from 'vitest';
import type { Remedy } from '../events/fields.ts';
import { yuan } from '../../testing/supermarket.ts';
import { worthOf, type Bases } from './worth.ts';

const RECORDED: Bases = {
  retail: { goodsValue: yuan('1000.00') },
  bill: yuan('880.50'),
  fee: yuan('260.00'),
};
const worth = (remedy: Remedy, bases: Bases = RECORDED) => worthOf(remedy, bases, 'CNY');

describe('what a remedy is worth (SOL-3)', () => {
  it.each<[string, Remedy, string]>([
    ['an amount', { kind: 'refund', amount: yuan('20.00') }, '20.00'],
    ['goods with an amount beside', { kind: 'gift', goods: 'A basket', amount: yuan('80.00') }, '80.00'],
    ['a mere apology', { kind: 'apology' }, '0.00'],
    ['a percentage of the goods', { kind: 'refund', percent: 50 }, '500.00'],
    ['a percentage of the bill', { kind: 'discount', percent: 10 }, '88.05'],
    ['a percentage of the goods, said so', { kind: 'discount', percent: 10, of: 'goods' }, '100.00'],
    ['a waiver of the fee', { kind: 'feeWaiver', percent: 100 }, '260.00'],
    ['a replacement', { kind: 'replacement', goods: 'The same' }, '1000.00'],
    ['a replacement said to be cheap', { kind: 'replacement', amount: yuan('1.00') }, '1000.00'],
  ])('SOL-3 %s', (_, remedy, expected) => {
    expect(worth(remedy)).toEqual(yuan(expected));
  });

  it('SOL-3 a discount is off the goods where there is no bill', () => {
    const { bill: _, ...others } = RECORDED;
    expect(worth({ kind: 'discount', percent: 12 }, others)).toEqual(yuan('120.00'));
  });

  it.each<[string, Remedy, Bases?]>([
    ['goods without an amount', { kind: 'gift', goods: 'Two motorcycles' }],
    ['goods said to be worth nothing', { kind: 'gift', goods: 'Two motorcycles', amount: yuan('0.00') }],
    ['a repair said to cost nothing', { kind: 'repair', amount: yuan('0.00') }],
    ['a replacement for nothing of what is not recorded', { kind: 'replacement', amount: yuan('0.00') }, {}],
    ['a percentage of nothing', { kind: 'discount', percent: 100 }, { bill: yuan('0.00') }],
    ['an apology with goods', { kind: 'apology', goods: 'A gold bar' }],
    ['a percentage of what is not recorded', { kind: 'feeWaiver', percent: 100 }, {}],
    ['another currency', { kind: 'refund', amount: { minor: 1, currency: 'USD' } }],
    ['a part of another currency', { kind: 'discount', percent: 1 }, { bill: { minor: 1, currency: 'USD' } }],
  ])('SOL-3 nobody can tell of %s', (_, remedy, bases = RECORDED) => {
    expect(worth(remedy, bases)).toBeUndefined();
  });

  it('ACC-5 8.8 折 is 12 % off, exactly; a fraction of a fen counts as one', () => {
    const off = (bill: string, percent = 12) => worth({ kind: 'discount', percent }, { bill: yuan(bill) });
    expect(off('1000.00')).toEqual(yuan('120.00'));
    expect(off('99.99')).toEqual(yuan('12.00'));
    expect(off('0.01')).toEqual(yuan('0.01'));
    // Through floats this would be 333.01 yuan.
    expect(off('1000.00', 33.3)).toEqual(yuan('333.00'));
    expect(worth({ kind: 'discount', percent: 12 }, { bill: { minor: Number.MAX_SAFE_INTEGER, currency: 'CNY' } }))
      .toEqual({ minor: 1_080_863_910_568_919, currency: 'CNY' }); // prettier-ignore
  });
});
