import { PER_PERCENT } from '#procedures';
import type { Money, Remedy } from '../events/fields.ts';
import type { CaseRecord } from '../state.ts';

/** What a percentage can be taken of, as far as the case knows it. */
export type Bases = Pick<CaseRecord, 'retail' | 'bill' | 'fee'>;
type Basis = NonNullable<Remedy['of']>;

/**
 * What a remedy is worth, in the currency of the procedure: its amount, or a percentage of what is recorded; a replacement
 * never less than the goods, a mere apology nothing. Undefined when nobody can tell: goods without an amount, or said to
 * be worth nothing, a percentage of what is not recorded, another currency (SOL-3).
 */
export function worthOf(remedy: Remedy, bases: Bases, currency: string): Money | undefined {
  const minor = minorOf(remedy, bases, currency);
  return minor === undefined ? undefined : { minor, currency };
}

function minorOf(remedy: Remedy, bases: Bases, currency: string): number | undefined {
  const { kind, amount, percent } = remedy;
  if (isMereApology(remedy)) return 0;
  const share = percent ?? (kind === 'replacement' ? 100 : undefined);
  const part = share === undefined ? undefined : shareOf(share, baseOf(remedy, bases, currency));
  if (amount === undefined) return part;
  if (amount.currency !== currency) return undefined;
  const worth = Math.max(amount.minor, part ?? 0);
  return worth === 0 && isThing(remedy) ? undefined : worth;
}

const THINGS: ReadonlySet<Remedy['kind']> = new Set(['replacement', 'repair', 'gift', 'voucher']);

/** Something is handed over or done, so that nothing is not what it is worth. */
const isThing = ({ kind, goods }: Remedy): boolean => goods !== undefined || THINGS.has(kind);

export const saysHowMuch = ({ amount, percent, goods }: Remedy): boolean =>
  amount !== undefined || percent !== undefined || goods !== undefined;

const isMereApology = (remedy: Remedy): boolean => remedy.kind === 'apology' && !saysHowMuch(remedy);

/** Where the remedy does not say of what: the first of these that is recorded. */
const USUAL: Readonly<Partial<Record<Remedy['kind'], readonly Basis[]>>> = {
  feeWaiver: ['fee'],
  discount: ['bill', 'goods'],
};

function baseOf({ kind, of }: Remedy, { retail, bill, fee }: Bases, currency: string): number | undefined {
  const recorded = { goods: retail?.goodsValue, bill, fee };
  const usual = of === undefined ? (USUAL[kind] ?? ['goods']) : [of];
  const base = usual.map((each) => recorded[each]).find((each) => each !== undefined);
  return base?.currency === currency ? base.minor : undefined;
}

const WHOLE = BigInt(100 * PER_PERCENT);

/** A share of nothing is no promise yet: what it is taken of is still to be recorded. ACC-5: exact, never through a float; a fraction of a minor unit counts as a whole one, so that none hides. */
function shareOf(percent: number, base: number | undefined): number | undefined {
  if (base === undefined || base === 0) return undefined;
  const parts = BigInt(Math.max(1, Math.round(percent * PER_PERCENT)));
  return Number((BigInt(base) * parts + WHOLE - 1n) / WHOLE);
}
