import { higherNeed, type Need } from '../authority.ts';
import type { CaseContext } from '../context.ts';
import { draft } from '../decision.ts';
import type { CaseEventDraft } from '../events.ts';
import type { Money } from '../events/fields.ts';
import { isOwed, sumOf, totalOf, type CaseRemedy, type Sum } from '../remedies/remedy.ts';
import { worthOf, type Bases } from '../remedies/worth.ts';
import type { CaseRecord } from '../state.ts';
import { drawOutgrown } from './budget-draws.ts';
import { sumNeed } from './promises.ts';

/**
 * SOL-3: what a percentage is taken of has changed, and with it the worth of what is promised; of what was delivered only
 * upwards, since what was given is not given back by writing. When the total outgrows every decision on it, delivering
 * needs the level of the new total (SOL-4).
 */
export const revalued = (state: CaseRecord, after: Bases, context: CaseContext): readonly CaseEventDraft[] =>
  changes(state, after, context).map(({ of, worth }) =>
    draft('RemedyRevalued', {
      ...namedBy(of),
      ...(of.worth && { before: of.worth }),
      ...(worth && { worth }),
    }),
  );

/**
 * SOL-4: making smaller what was decided, making it something that nobody can value, and making dearer what is delivered
 * already, is for the level of the larger total; making dearer what is only promised is a fact, which is judged when it is delivered.
 */
export function revaluingNeed(state: CaseRecord, after: Bases, context: CaseContext): Need | undefined {
  const changed = changes(state, after, context);
  const rises = changed.some(({ of, worth }) => isLess(sumOf(of.worth), sumOf(worth)));
  // Nobody here knows what the case that has the matter now has promised beside it (LIF-2).
  if (rises && state.ending === 'merged') return sumNeed('unknown', context, REVALUING);
  const judged = changed.some(
    ({ of, worth }) =>
      of.status === 'delivered' || worth === undefined || isLess(sumOf(worth), sumOf(of.worth)),
  );
  if (!judged) return undefined;
  const remedies = state.remedies.map((each) => {
    const change = changed.find(({ of }) => of === each);
    return change === undefined ? each : withWorth(each, change.worth);
  });
  const needs = [state.remedies, remedies].map((each) => sumNeed(totalOf(each), context, REVALUING));
  const [before = sumNeed(0, context), ...others] = needs;
  const delivered = remedies.filter((each) => each.status === 'delivered' && !state.remedies.includes(each));
  return higherNeed([before, ...others, ...drawOutgrown(delivered, state, context, REVALUING)], context);
}

const REVALUING = 'Changing what a promise is taken of';

interface Change {
  readonly of: CaseRemedy;
  readonly worth: Money | undefined;
}

const changes = (
  { remedies }: CaseRecord,
  after: Bases,
  { procedure: { currency } }: CaseContext,
): readonly Change[] =>
  remedies
    .filter((each) => each.status === 'offered' || each.status === 'delivered' || isOwed(each))
    .map((of) => ({ of, worth: worthOf(of.remedy, after, currency) }))
    .filter(({ of, worth }) =>
      of.status === 'delivered'
        ? worth !== undefined && isLess(sumOf(of.worth), worth.minor)
        : worth?.minor !== of.worth?.minor,
    );

/** What nobody can value is more than anything. */
const isLess = (one: Sum, other: Sum): boolean => one !== 'unknown' && (other === 'unknown' || one < other);

const withWorth = ({ worth: _, ...others }: CaseRemedy, worth: Money | undefined): CaseRemedy => ({
  ...others,
  ...(worth && { worth }),
});

const namedBy = ({ grant, option }: CaseRemedy) =>
  grant === undefined ? { ...(option !== undefined && { option }) } : { grant };
