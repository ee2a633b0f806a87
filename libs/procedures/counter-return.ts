import {
  COUNTER_RETURN_OBSTACLES,
  type CounterReturnObstacle,
  type CounterReturnRule,
} from './counter-rules.ts';

/** Names are compared without regard to case, width and surrounding space. */
export const normalised = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** The kind of goods that an id, a title or a synonym of the procedure names. */
export const findGoods = ({ goods }: CounterReturnRule, name: string): string | undefined =>
  goods.find(({ id, title, synonyms }) =>
    [id, title, ...synonyms].some((known) => normalised(known) === normalised(name)),
  )?.id;

/** What the procedure has no word for may be anything, so that the counter does not decide on it either. */
const isExcluded = (rule: CounterReturnRule, name: string): boolean => {
  const found = findGoods(rule, name);
  return found === undefined || rule.excludedGoods.includes(found);
};

/** Why the counter may not take goods back on its own; nothing: it may (SOL-5, ACC-4). */
export const counterReturnObstacles = (
  rule: CounterReturnRule,
  goods: {
    readonly kind: string;
    /** Days since the sale; undefined when nobody knows. */
    readonly day: number | undefined;
    readonly resellable: boolean;
    readonly hasReceipt: boolean;
    /** Of the case with these goods in it, minor units. */
    readonly total: number | 'unknown';
  },
): readonly CounterReturnObstacle[] =>
  COUNTER_RETURN_OBSTACLES.filter(
    (obstacle) =>
      ({
        tooLate: goods.day === undefined || goods.day > rule.withinDays,
        excludedGoods: isExcluded(rule, goods.kind),
        notResellable: !goods.resellable,
        noReceipt: !goods.hasReceipt,
        tooDear: rule.upTo !== undefined && (goods.total === 'unknown' || goods.total > rule.upTo),
      })[obstacle],
  );
