import { refuse, type Refusal } from '#event-sourcing';
import { higherNeed, matterNeed, type Need } from '../../authority.ts';
import type { CaseContext } from '../../context.ts';
import { draft, type CaseDecision } from '../../decision.ts';
import { worthNeed } from '../../rules/grants.ts';
import { valueOf } from '../../rules/remedies.ts';
import type { CaseRecord, OptionStatus } from '../../state.ts';
import { judgesNothing, type CaseWeight } from '../../who-policy.ts';

export const answerAwaited = (): Refusal =>
  refuse('SOL-1', 'answer-awaited', 'The complainant has not answered the last offer yet.', {
    remedy: 'Record whether it was accepted or rejected.',
  });

export const withStatus = (state: CaseRecord, status: OptionStatus) =>
  state.options.filter((option) => option.status === status);

type Option = CaseRecord['options'][number] | undefined;

/** AUT-3, SOL-4: the level that the matter needs, and whose limit holds what the option is worth. */
export function optionNeed(option: Option, state: CaseRecord, context: CaseContext): Need {
  const matter = matterNeed(state, context);
  return option?.remedy === undefined
    ? matter
    : higherNeed([matter, worthNeed(option.remedy, 0, state, context)], context);
}

/** An option with money in it is agreed on and carried out under the level that may decide on it; any other is a fact. */
export const moneyWeight = (option: Option, state: CaseRecord, context: CaseContext): CaseWeight =>
  option?.remedy === undefined || valueOf(option.remedy, state) === 0
    ? judgesNothing
    : { need: optionNeed(option, state, context) };

export const answered =
  (type: 'SolutionAccepted' | 'SolutionRejected') =>
  (data: { readonly option: string; readonly objection?: string }, state: CaseRecord): CaseDecision => {
    const option = state.options.find((each) => each.option === data.option);
    if (option?.status === (type === 'SolutionAccepted' ? 'accepted' : 'rejected')) return [];
    if (option?.status !== 'offered')
      return refuse('SOL-1', 'not-offered', `Option ${data.option} has not been offered.`, {
        remedy: 'Offer it first.',
      });
    return type === 'SolutionAccepted'
      ? [draft(type, { option: data.option })]
      : [draft(type, { option: data.option, objection: data.objection ?? '' })];
  };
