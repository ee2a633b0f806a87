import type { CaseContext } from '../context.ts';
import { draft } from '../decision.ts';
import type { CaseEventDraft } from '../events.ts';
import { isOwed, type CaseRemedy } from '../remedies/remedy.ts';
import { worthOf, type Bases } from '../remedies/worth.ts';
import type { CaseRecord } from '../state.ts';

/**
 * SOL-3: what a percentage is taken of has changed, and with it the worth of what is promised and not delivered yet. When
 * the total outgrows every decision on it, delivering needs the level of the new total (SOL-4).
 */
export const revalued = (
  { remedies }: CaseRecord,
  after: Bases,
  { procedure: { currency } }: CaseContext,
): readonly CaseEventDraft[] =>
  remedies
    .filter((each) => each.status === 'offered' || isOwed(each))
    .flatMap((each) => {
      const worth = worthOf(each.remedy, after, currency);
      const change = { ...(each.worth && { before: each.worth }), ...(worth && { worth }) };
      return worth?.minor === each.worth?.minor
        ? []
        : [draft('RemedyRevalued', { ...namedBy(each), ...change })];
    });

const namedBy = ({ grant, option }: CaseRemedy) =>
  grant === undefined ? { ...(option !== undefined && { option }) } : { grant };
