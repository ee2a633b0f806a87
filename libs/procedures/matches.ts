import { type Level } from './procedure.ts';
import { type MatterCondition } from './matter-condition.ts';

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
}

export type Condition = MatterCondition;

/** The category or its group is named. */
export const isIn = (category: string | undefined, named: readonly string[]): boolean =>
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
    valueWithin(condition, matter.goodsValue),
    reaches(condition.amountAtLeast, matter.amount),
    anyAmong(matter.respondentLevels, respondentLevels(condition, ladder)),
    complainantInsists === undefined || complainantInsists === (matter.complainantInsists ?? false),
    unsettledBelow === undefined || unsettledBelow === (matter.unsettledBelow ?? false),
  ].every(Boolean);
}

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
export function levelsFrom(ladder: readonly Level[], lowest: string): readonly string[] {
  const rank = ladder.findIndex(({ id }) => id === lowest);
  return rank < 0 ? [] : ladder.slice(rank).map(({ id }) => id);
}
