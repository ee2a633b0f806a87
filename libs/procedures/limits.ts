import type { Authority, Limit, Procedure, RemedyLimits } from './procedure.ts';
import { FRONTLINE, levelRank } from './select.ts';

type Ladder = Pick<Procedure, 'ladder'>;
type Limited = Ladder & { readonly authority: Pick<Authority, 'compensation'> };

/** A level without a limit of its own has that of the next lower one; nothing below the first limit; `null` has no limit. */
export function limitAmong(limits: readonly Limit[], ladder: Ladder, level: string): number | null {
  const rank = levelRank(ladder, level);
  let limit: number | null = 0;
  for (const entry of limits) {
    if (levelRank(ladder, entry.level) <= rank) limit = higherLimit(limit, entry.upTo);
  }
  return limit;
}

const higherLimit = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : Math.max(one, other);

/** The lowest level, or `frontline`, whose limit holds this much; undefined when nobody's does. */
export const levelWithin = (limits: readonly Limit[], procedure: Ladder, much: number): string | undefined =>
  [FRONTLINE, ...procedure.ladder.map(({ id }) => id)].find((level) => {
    const limit = limitAmong(limits, procedure, level);
    return limit === null || much <= limit;
  });

/** Largest total per case that a level (or `frontline`) may grant, minor units (SOL-4). */
export const limitOf = (procedure: Limited, level: string): number | null =>
  limitAmong(procedure.authority.compensation, procedure, level);

/** The lowest level, or `frontline`, that may grant this total per case; undefined when nobody may (SOL-4). */
export const compensationLevel = (procedure: Limited, totalMinor: number): string | undefined =>
  levelWithin(procedure.authority.compensation, procedure, totalMinor);

/** The limits that a kind of remedy has of its own, beside that of the total (SOL-4, ACC-5). */
export const ownLimits = (
  { authority }: Pick<Procedure, 'authority'>,
  kind: string,
): RemedyLimits | undefined => authority.remedies.find((each) => each.kind === kind);
