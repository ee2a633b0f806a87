import { moneyText } from '../notation.ts';
import type { Finding } from '../problems.ts';
import type { Procedure } from '../procedure.ts';

interface Range {
  readonly id: string;
  readonly level: string;
  readonly index: number;
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/** Rules of the authority matrix that look at nothing but the value of the goods. */
const rangesOf = ({ authority }: Procedure): readonly Range[] =>
  authority.matters
    .flatMap(({ id, level, when }, index): readonly Range[] => {
      const { valueAtLeast, valueBelow, ...others } = when;
      const isByValue = valueAtLeast !== undefined || valueBelow !== undefined;
      return isByValue && Object.keys(others).length === 0
        ? [{ id, level, index, from: valueAtLeast ?? 0, to: valueBelow ?? Infinity }]
        : [];
    })
    .toSorted((one, other) => one.from - other.from);

/** AUT-3: between the values of two rules nobody is named, or two are: the higher decides there. */
export function valueGaps(procedure: Procedure): readonly Finding[] {
  const ranges = rangesOf(procedure);
  const money = (minor: number): string => moneyText(minor, procedure.currency);
  const findings: Finding[] = [];
  let covered: Range | undefined;
  for (const range of ranges) {
    const from = covered?.to ?? 0;
    const path = ['authority', 'matters', range.index, 'when'];
    if (range.from > from)
      findings.push({
        path,
        reason: `no rule names a level for goods from ${money(from)} to below ${money(range.from)}: the first level decides`,
      });
    if (covered !== undefined && range.from < covered.to && range.level !== covered.level)
      findings.push({
        path,
        reason: `from ${money(range.from)} on "${covered.id}" holds as well; the higher of "${covered.level}" and "${range.level}" decides`,
      });
    if (covered === undefined || range.to > covered.to) covered = range;
  }
  if (covered !== undefined && covered.to < Infinity)
    findings.push({
      path: ['authority', 'matters', covered.index, 'when', 'valueBelow'],
      reason: `no rule names a level for goods from ${money(covered.to)} on: the first level decides`,
    });
  return findings;
}
