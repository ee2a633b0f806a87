import type { Allowance } from './allowance.ts';
import { normalised } from './leaves.ts';
import {
  COUNTER_RETURN_OBSTACLES,
  type CounterReturnObstacle,
  type CounterReturnRule,
} from './counter-rules.ts';
import { type DirectRoute, type Level, type Procedure } from './procedure.ts';
import { type MatterCondition } from './matter-condition.ts';
import { type RequiredStep } from './step-rules.ts';
import { type ClockRule } from './clock-rules.ts';

/** What authority, routing and clock conditions look at. */
export interface Matter {
  /** `group/leaf`. */
  readonly category?: string;
  readonly flags: readonly string[];
  readonly severity?: string;
  /** Value of the goods, minor units of the procedure's currency. */
  readonly goodsValue?: number;
  /** What is promised and granted, minor units of the procedure's currency (SOL-4). */
  readonly amount?: number | 'unknown';
  /** Of everybody complained about who stands on the ladder. */
  readonly respondentLevels?: readonly string[];
  readonly complainantInsists?: boolean;
  /** A level below could not settle it. */
  readonly unsettledBelow?: boolean;
  readonly channel?: string;
  readonly contactKind?: string;
  readonly complainantKind?: string;
  readonly respondentKinds?: readonly string[];
  readonly outcome?: string;
  readonly cause?: string;
  readonly site?: string;
  /** Own fields of the procedure; what was erased is no text. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export type Condition = MatterCondition;

/** Stands for everybody below the ladder. */
export const FRONTLINE = 'frontline';

/** Stands above every ladder, for complaints about its highest level only: whom the organisation designates for them (INV-4). */
export const OVERSIGHT = 'oversight';

/** The category or its group is named. */
const isIn = (category: string | undefined, named: readonly string[]): boolean =>
  category !== undefined && named.some((name) => category === name || category.startsWith(`${name}/`));

const among = (value: string | undefined, allowed: readonly string[] | undefined): boolean =>
  allowed === undefined || (value !== undefined && allowed.includes(value));

const anyAmong = (values: readonly string[] | undefined, allowed: readonly string[] | undefined): boolean =>
  allowed === undefined || (values ?? []).some((value) => allowed.includes(value));

/**
 * All given parts hold; of a list, one entry is enough. A fact that is not known does not hold. The ladder is needed
 * for `respondentLevelAtLeast` only where the condition was not read from a file.
 */
export function matches(condition: Condition, matter: Matter, ladder: readonly Level[] = []): boolean {
  const { categories, flags, complainantInsists, unsettledBelow } = condition;
  return [
    categories === undefined || isIn(matter.category, categories),
    flags === undefined || flags.some((flag) => matter.flags.includes(flag)),
    among(matter.severity, condition.severities),
    among(matter.channel, condition.channels),
    among(matter.contactKind, condition.contactKinds),
    among(matter.complainantKind, condition.complainantKinds),
    anyAmong(matter.respondentKinds, condition.respondentKinds),
    among(matter.outcome, condition.outcomes),
    among(matter.cause, condition.causes),
    among(matter.site, condition.sites),
    holdsDetails(condition, matter),
    valueWithin(condition, matter.goodsValue),
    reaches(condition.amountAtLeast, matter.amount),
    anyAmong(matter.respondentLevels, respondentLevels(condition, ladder)),
    complainantInsists === undefined || complainantInsists === (matter.complainantInsists ?? false),
    unsettledBelow === undefined || unsettledBelow === (matter.unsettledBelow ?? false),
  ].every(Boolean);
}

const holdsDetails = ({ details = {} }: Condition, matter: Matter): boolean =>
  Object.entries(details).every(([field, allowed]) =>
    allowed.some((value) => value === matter.details?.[field]),
  );

function valueWithin({ valueAtLeast, valueBelow }: Condition, value: number | undefined): boolean {
  if (valueAtLeast === undefined && valueBelow === undefined) return true;
  return value !== undefined && value >= (valueAtLeast ?? 0) && value < (valueBelow ?? Infinity);
}

/** What nobody can value is never small. */
const reaches = (least: number | undefined, amount: Matter['amount'] = 0): boolean =>
  least === undefined || amount === 'unknown' || amount >= least;

function respondentLevels(condition: Condition, ladder: readonly Level[]): readonly string[] | undefined {
  const { respondentLevelAtLeast: lowest, respondentLevels: resolved } = condition;
  if (resolved !== undefined || lowest === undefined) return resolved;
  return ladder.length === 0 ? [lowest] : levelsFrom(ladder, lowest);
}

/** That level and those above it; none for an unknown level. */
export function levelsFrom(ladder: readonly Pick<Level, 'id'>[], lowest: string): readonly string[] {
  const rank = ladder.findIndex(({ id }) => id === lowest);
  return rank < 0 ? [] : ladder.slice(rank).map(({ id }) => id);
}

/** Place on the ladder from 0; the front line and whatever the ladder does not know are −1. */
export const levelRank = (procedure: Pick<Procedure, 'ladder'>, level: string): number =>
  procedure.ladder.findIndex(({ id }) => id === level);

/** An office or committee beside the ladder. */
export const isBody = ({ bodies }: Pick<Procedure, 'bodies'>, role: string): boolean =>
  bodies.some(({ id }) => id === role);

/** Place among the severities, 0 the least serious; −1 when unknown. */
export const severityRank = (procedure: Pick<Procedure, 'severities'>, severity: string): number =>
  procedure.severities.findIndex(({ id }) => id === severity);

/** The highest level whose id is among the roles; undefined for the front line. */
export const highestLevelOf = (
  procedure: Pick<Procedure, 'ladder'>,
  roles: readonly string[],
): string | undefined => procedure.ladder.findLast(({ id }) => roles.includes(id))?.id;

/**
 * Which level has to decide the matter, and by which rule: the highest that matches (AUT-3, AUT-6); `frontline` where the
 * procedure leaves it to those below the ladder. What no rule names is for the first level: nothing is for nobody.
 */
export function requiredLevel(
  procedure: Pick<Procedure, 'ladder' | 'authority'>,
  matter: Matter,
): { readonly level: string; readonly ruleId: string } {
  let found: { level: string; ruleId: string } | undefined;
  for (const { id, level, when } of procedure.authority.matters) {
    const isHigher = found === undefined || levelRank(procedure, level) > levelRank(procedure, found.level);
    if (isHigher && matches(when, matter, procedure.ladder)) found = { level, ruleId: id };
  }
  return found ?? { level: procedure.ladder[0]?.id ?? FRONTLINE, ruleId: 'first level' };
}

/** Every rule that names a level for the matter, not only the highest (AUT-3). */
export const rulesFor = (
  { ladder, authority }: Pick<Procedure, 'ladder' | 'authority'>,
  matter: Matter,
): readonly { readonly id: string; readonly level: string }[] =>
  authority.matters.filter(({ when }) => matches(when, matter, ladder));

/** The routes past the levels in between that this matter opens (AUT-1). */
export const directRoutes = (procedure: Procedure, matter: Matter): readonly DirectRoute[] =>
  procedure.directRoutes.filter(({ when }) => matches(when, matter, procedure.ladder));

/** Who handles a category (DIS-2): the first route that names it or its group, otherwise the default. */
export const departmentFor = (procedure: Pick<Procedure, 'routing'>, category: string | undefined): string =>
  procedure.routing.routes.find((route) => isIn(category, [route.category]))?.department ??
  procedure.routing.defaultDepartment;

/** What a clock allows a case of this severity at this level; undefined when it does not run such a clock. */
export function allowanceFor(
  { allowance }: Pick<ClockRule, 'allowance'>,
  { severity, level }: { readonly severity?: string | undefined; readonly level?: string | undefined },
): Allowance | undefined {
  if ('bySeverity' in allowance) return allowanceAt(allowance.bySeverity, severity);
  return 'byLevel' in allowance ? allowanceAt(allowance.byLevel, level) : allowance;
}

const allowanceAt = (
  by: Readonly<Record<string, Allowance>>,
  key: string | undefined,
): Allowance | undefined => (key !== undefined && Object.hasOwn(by, key) ? by[key] : undefined);

/** Whether a case runs this clock: its condition holds and there is an allowance for its severity or the level it has reached. */
export const clockApplies = (
  rule: ClockRule,
  matter: Matter,
  { ladder, level }: { readonly ladder?: readonly Level[]; readonly level?: string } = {},
): boolean =>
  allowanceFor(rule, { severity: matter.severity, level }) !== undefined &&
  (rule.when === undefined || matches(rule.when, matter, ladder));

/** The kind of goods that an id, a title or a synonym of the procedure names. */
export const findGoods = ({ goods }: CounterReturnRule, name: string): string | undefined =>
  goods.find(({ id, title, zh = title, synonyms }) =>
    [id, title, zh, ...synonyms].some((known) => normalised(known) === normalised(name)),
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

/** The steps of a list that this matter has to take. */
export const stepsFor = <Step extends string>(
  requires: readonly RequiredStep<Step>[],
  matter: Matter,
  ladder: readonly Level[],
): readonly Step[] =>
  requires.filter(({ when }) => when === undefined || matches(when, matter, ladder)).map(({ step }) => step);
