import { refuse, type Refusal } from '#event-sourcing';
import type { CaseContext } from '../context.ts';
import type { Remedy } from '../events/fields.ts';
import { totalOf } from '../evolve-solution.ts';
import type { CaseRecord } from '../state.ts';
import { foreignCurrency } from './money.ts';

/**
 * What a remedy is worth in minor units: its amount, or a percentage of the goods' value; a replacement never less than
 * the goods, a mere apology 0; undefined when it cannot be told (SOL-3). A fraction of a minor unit is rounded up, so
 * that it never hides.
 */
export function valueOf(remedy: Remedy, { retail }: Pick<CaseRecord, 'retail'>): number | undefined {
  const { kind, amount, percent } = remedy;
  if (kind === 'apology' && !saysHowMuch(remedy)) return 0;
  const share = percent ?? (kind === 'replacement' ? 100 : undefined);
  const all = retail?.goodsValue?.minor;
  const ofGoods = share !== undefined && all !== undefined ? Math.ceil((all * share) / 100) : undefined;
  return amount === undefined ? ofGoods : Math.max(amount.minor, ofGoods ?? 0);
}

const saysHowMuch = ({ amount, percent, goods }: Remedy): boolean =>
  amount !== undefined || percent !== undefined || goods !== undefined;

/** A remedy that cannot be granted by anybody, because nobody could tell what was granted (SOL-3). */
export function unfitRemedy(remedy: Remedy, state: CaseRecord, context: CaseContext): Refusal | undefined {
  const { kind, amount, percent } = remedy;
  if (kind !== 'apology' && !saysHowMuch(remedy))
    return refuse(
      'SOL-3',
      'remedy-incomplete',
      `Say how much: a ${kind} needs an amount, a percentage or the goods.`,
    );
  if (amount !== undefined && percent !== undefined)
    return refuse('SOL-3', 'remedy-ambiguous', 'Say the amount or the percentage, not both.', {
      remedy: 'Grant two remedies where both are meant.',
    });
  return foreignCurrency(amount, context) ?? beyondCounting(remedy, state);
}

const beyondCounting = (remedy: Remedy, state: CaseRecord): Refusal | undefined =>
  totalOf(state) + (valueOf(remedy, state) ?? 0) <= Number.MAX_SAFE_INTEGER
    ? undefined
    : refuse('SOL-4', 'amount-too-large', 'The total of the case would be larger than any sum of money.', {
        remedy: 'Correct the amount.',
      });
