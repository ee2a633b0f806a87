import type { Allowance } from './allowance.ts';
import { type DirectRoute, type Level, type Procedure } from './procedure.ts';
import { type RequiredStep } from './step-rules.ts';
import { type ClockRule } from './clock-rules.ts';
import { type Matter, isIn, matches } from './matches.ts';
import { normalised } from './counter-return.ts';

/** Stands for everybody below the ladder. */
export const FRONTLINE = 'frontline';

/** Stands above every ladder, for complaints about its highest level only: whom the organisation designates for them (INV-4). */
export const OVERSIGHT = 'oversight';

/** Place on the ladder from 0; the front line and whatever the ladder does not know are −1. */
export const levelRank = (procedure: Pick<Procedure, 'ladder'>, level: string): number =>
  procedure.ladder.findIndex(({ id }) => id === level);

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

/**
 * Largest total per case that a level (or `frontline`) may grant, minor units; `null` has no limit (SOL-4).
 * A level without a limit of its own has that of the next lower one; nothing below the first limit.
 */
export function limitOf(procedure: Pick<Procedure, 'ladder' | 'authority'>, level: string): number | null {
  const rank = levelRank(procedure, level);
  let limit: number | null = 0;
  for (const entry of procedure.authority.compensation) {
    if (levelRank(procedure, entry.level) <= rank) limit = higherLimit(limit, entry.upTo);
  }
  return limit;
}

const higherLimit = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : Math.max(one, other);

/** The lowest level, or `frontline`, that may grant this total per case; undefined when nobody may (SOL-4). */
export function compensationLevel(
  procedure: Pick<Procedure, 'ladder' | 'authority'>,
  totalMinor: number,
): string | undefined {
  const levels = [FRONTLINE, ...procedure.ladder.map(({ id }) => id)];
  return levels.find((level) => {
    const limit = limitOf(procedure, level);
    return limit === null || totalMinor <= limit;
  });
}

/** Who handles a category (DIS-2): the first route that names it or its group, otherwise the default. */
export const departmentFor = (procedure: Pick<Procedure, 'routing'>, category: string | undefined): string =>
  procedure.routing.routes.find((route) => isIn(category, [route.category]))?.department ??
  procedure.routing.defaultDepartment;

/** A leaf of the category tree. */
export interface CategoryLeaf {
  /** `group/leaf`, the form in which a case records it (CLS-1). */
  readonly path: string;
  readonly title: string;
}

/** The leaf that `group/leaf`, a title or a synonym names; any text where categories are those of an import. */
export function findLeaf(procedure: Pick<Procedure, 'categories'>, name: string): CategoryLeaf | undefined {
  if (procedure.categories === 'asRecorded')
    return name.trim() === '' ? undefined : { path: name, title: name };
  const wanted = normalised(name);
  for (const group of procedure.categories) {
    for (const leaf of group.leaves) {
      const path = `${group.id}/${leaf.id}`;
      if ([path, leaf.title, ...leaf.synonyms].some((known) => normalised(known) === wanted)) {
        return { path, title: leaf.title };
      }
    }
  }
  return undefined;
}

/** What a clock allows a case of this severity; undefined when it does not run such a clock. */
export function allowanceFor(
  rule: Pick<ClockRule, 'allowance'>,
  severity: string | undefined,
): Allowance | undefined {
  if (!('bySeverity' in rule.allowance)) return rule.allowance;
  const { bySeverity } = rule.allowance;
  return severity !== undefined && Object.hasOwn(bySeverity, severity) ? bySeverity[severity] : undefined;
}

/** Whether a case runs this clock: its condition holds and there is an allowance for the severity. */
export const clockApplies = (rule: ClockRule, matter: Matter, ladder?: readonly Level[]): boolean =>
  allowanceFor(rule, matter.severity) !== undefined &&
  (rule.when === undefined || matches(rule.when, matter, ladder));

/** The steps of a list that this matter has to take. */
export const stepsFor = <Step extends string>(
  requires: readonly RequiredStep<Step>[],
  matter: Matter,
  ladder: readonly Level[],
): readonly Step[] =>
  requires.filter(({ when }) => when === undefined || matches(when, matter, ladder)).map(({ step }) => step);
