import { refuse, type Refusal } from '#event-sourcing';
import { higherNeed, matterNeed } from '../../authority.ts';
import type { CaseContext } from '../../context.ts';
import { draft } from '../../decision.ts';
import type { CaseEventDraft } from '../../events.ts';
import type { Remedy } from '../../events/fields.ts';
import { coveringAuthority, isPromised, nextGrant, ofOption, totalOf } from '../../remedies/remedy.ts';
import { worthOf } from '../../remedies/worth.ts';
import { authorityOf, outgrown, promiseNeed, totalWith } from '../../rules/promises.ts';
import type { CaseRecord, OptionStatus } from '../../state.ts';
import { judgesNothing, weighing, type CaseWeight } from '../../who-policy.ts';

export const answerAwaited = (): Refusal =>
  refuse('SOL-1', 'answer-awaited', 'The complainant has not answered the last offer yet.', {
    remedy: 'Record whether it was accepted or rejected.',
  });

export const notOffered = (option: string): Refusal =>
  refuse('SOL-1', 'not-offered', `Option ${option} has not been offered.`, { remedy: 'Offer it first.' });

export const withStatus = (state: CaseRecord, status: OptionStatus) =>
  state.options.filter((option) => option.status === status);

export type Option = CaseRecord['options'][number];
export type Paying = Option & { readonly remedy: Remedy };

/** Something is given with it. */
export const gives = (option: Option | undefined): option is Paying => option?.remedy !== undefined;

/** Its offer has reserved the sum; an offer from before that was so has not. */
const reserved = ({ option }: Option, { remedies }: CaseRecord) => {
  const found = ofOption(option, remedies);
  return found !== undefined && isPromised(found) ? found : undefined;
};

/**
 * An option that gives something is agreed on under the level that decided on it; carrying out what is granted, and any
 * other option, is a fact, as long as the total has not outgrown the decision.
 */
export function promiseWeight(
  option: Option | undefined,
  state: CaseRecord,
  context: CaseContext,
): CaseWeight {
  if (!gives(option)) return judgesNothing;
  const promised = reserved(option, state);
  const worth = promised ? promised.worth : worthOf(option.remedy, state, context.procedure.currency);
  if (worth?.minor === 0) return judgesNothing;
  if (!promised) return { need: promiseNeed(option.remedy, state, context) };
  const grown = outgrown('Carrying this out', state, context);
  if (promised.grant !== undefined) return weighing(grown);
  const matter = matterNeed(state, context);
  return { need: grown ? higherNeed([grown, matter], context) : matter };
}

/** SOL-1, SOL-4: the grant of an accepted option, under the decision that its sum was reserved with. */
export function grantedWith(
  option: Option,
  state: CaseRecord,
  context: CaseContext,
): readonly CaseEventDraft[] {
  const before = ofOption(option.option, state.remedies);
  // What was taken back is not given: carrying it out grants it anew.
  if (!gives(option) || (before?.grant !== undefined && before.status !== 'reversed')) return [];
  const { remedy, description: reason } = option;
  const promised = reserved(option, state);
  const sum = promised ? totalOf(state.remedies) : totalWith(remedy, state, context);
  const worth = promised ? promised.worth : worthOf(remedy, state, context.procedure.currency);
  const acting = authorityOf(sum, 'compensation limits', context);
  const covering = promised && coveringAuthority(state.remedies);
  const authority = covering
    ? { ...covering, ...(acting.caseTotal && { caseTotal: acting.caseTotal }) }
    : acting;
  const grant = nextGrant(state.remedies);
  return [
    draft('CompensationGranted', {
      ...{ grant, option: option.option, remedy, reason, authority },
      ...(worth && { worth }),
    }),
  ];
}
