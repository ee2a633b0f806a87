import type { ProcedureFile } from './file-schema.ts';
import { idsOf, problem, unknown } from './name-checks.ts';
import { readAmount, readPercent } from './notation.ts';
import type { Finding, Path } from './problems.ts';
import type { Limit, RemedyLimits } from './procedure.ts';
import { FRONTLINE } from './select.ts';

/** The limits of a file: of the total, and those that kinds of remedies have of their own (SOL-4, ACC-5). */

type Written = Readonly<Record<string, string>>;

export const limitsByKind = ({ authority }: ProcedureFile): readonly (readonly [string, Written])[] =>
  Object.entries(authority.remedies ?? {});

const isShare = (text: string): boolean => readPercent(text) !== undefined;

/** In minor units, or in millionths of a percent; `null` has no limit. */
const limitIn = (text: string, currency: string): number | null | undefined =>
  text === 'unlimited' ? null : (readPercent(text) ?? readAmount(text, currency));

/** From here on the file is known to be sound. */
export const limitsOf = (written: Written, currency: string): readonly Limit[] =>
  Object.entries(written).map(([level, text]) => ({ level, upTo: limitIn(text, currency) ?? null }));

export const remedyLimitsOf = (file: ProcedureFile): readonly RemedyLimits[] =>
  limitsByKind(file).map(([kind, written]) => ({
    ...{ kind, limits: limitsOf(written, file.currency) },
    in: Object.values(written).some(isShare) ? 'percent' : 'money',
  }));

/** Higher levels never have less authority than lower ones, and a kind of remedy is measured in one way (SOL-4). */
export const limitRules = (file: ProcedureFile): readonly Finding[] => [
  ...idleBudget(file),
  ...rising(['authority', 'compensation'], file.authority.compensation, file),
  ...limitsByKind(file).flatMap(([kind, written]) => {
    const path = ['authority', 'remedies', kind];
    const names = Object.keys(written).map((name) => ({ path: [...path, name], name }));
    return [
      ...unknown('level', names, [FRONTLINE, ...idsOf(file.ladder)]),
      ...mixed(path, written),
      ...rising(path, written, file),
    ];
  }),
];

/** SOL-8: where nobody may grant anything nothing is spent, and what is not left has to be for somebody above. */
function idleBudget({ budgets, authority, ladder }: ProcedureFile): readonly Finding[] {
  if (budgets === undefined) return [];
  const at = ['budgets', FRONTLINE];
  return [
    ...(authority.compensation[FRONTLINE] === undefined
      ? [problem(at, 'the front line may grant nothing (authority.compensation)')]
      : []),
    ...(ladder.length === 0 ? [problem(at, 'nobody stands above the front line, who could grant more')] : []),
  ];
}

const mixed = (path: Path, written: Written): readonly Finding[] => {
  const figures = Object.values(written).filter((text) => text !== 'unlimited');
  return figures.some(isShare) && !figures.every(isShare)
    ? [problem(path, 'either amounts or percentages: nobody could tell which of the two holds')]
    : [];
};

function rising(path: Path, written: Written, { ladder, currency }: ProcedureFile): readonly Finding[] {
  let highest = 0;
  return [FRONTLINE, ...idsOf(ladder)].flatMap((level) => {
    const text = written[level];
    if (text === undefined) return [];
    const read = limitIn(text, currency);
    const limit = read === null ? Infinity : (read ?? highest);
    const falls = limit < highest;
    highest = Math.max(highest, limit);
    return falls ? [problem([...path, level], `"${text}" is less than a lower level may grant`)] : [];
  });
}
