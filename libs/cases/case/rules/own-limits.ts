import {
  FRONTLINE,
  levelWithin,
  ownLimits,
  PER_PERCENT,
  type Procedure,
  type RemedyLimits,
} from '#procedures';
import type { Need } from '../authority.ts';
import { rankOf, type CaseContext } from '../context.ts';
import { isPromised, plus, sumOf, type CaseRemedy, type Sum } from '../remedies/remedy.ts';

/** SOL-4, ACC-5: kinds of remedies that have limits of their own, beside that of the total. */

type Given = Pick<CaseRemedy, 'remedy' | 'worth'>;

/** What nobody can measure, or is beyond every limit, is for the top. */
export const topOf = ({ ladder }: Procedure): string => ladder.at(-1)?.id ?? FRONTLINE;

const measured = (unit: RemedyLimits['in'], { remedy: { percent }, worth }: Given): Sum => {
  if (unit === 'money') return sumOf(worth);
  return percent === undefined ? 'unknown' : Math.round(percent * PER_PERCENT);
};

/** Of all that is given of the kind, so that nobody splits it: the level whose limit of that kind holds it. */
export function ownNeed(
  kind: string,
  given: readonly Given[],
  { procedure }: CaseContext,
  doing: string,
): Need | undefined {
  const own = ownLimits(procedure, kind);
  if (own === undefined) return undefined;
  const much = given
    .filter(({ remedy }) => remedy.kind === kind)
    .reduce<Sum>((sum, each) => plus(sum, measured(own.in, each)), 0);
  const level = much === 'unknown' ? undefined : levelWithin(own.limits, procedure, much);
  return {
    ...{ rule: 'SOL-4', doing, inPerson: true, because: `limits of ${kind}` },
    level: level ?? topOf(procedure),
  };
}

/** Kinds that have outgrown everybody who has decided on the remedies of the case, as when a bill was corrected. */
export function ownOutgrown(
  remedies: readonly CaseRemedy[],
  context: CaseContext,
  doing: string,
): readonly Need[] {
  const given = remedies.filter(isPromised);
  const decided = given.flatMap(({ authority }) => (authority === undefined ? [] : [authority.level]));
  const rank = (level: string): number => rankOf(context.procedure, level);
  return [...new Set(given.map(({ remedy }) => remedy.kind))]
    .flatMap((kind) => ownNeed(kind, given, context, doing) ?? [])
    .filter(({ level }) => !decided.some((each) => rank(each) >= rank(level)));
}
