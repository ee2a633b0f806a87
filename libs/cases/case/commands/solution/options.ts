import { refuse, type Refusal } from '#event-sourcing';
import { draft, type CaseDecision } from '../../decision.ts';
import type { CaseRecord, OptionStatus } from '../../state.ts';

export const answerAwaited = (): Refusal =>
  refuse('SOL-1', 'answer-awaited', 'The complainant has not answered the last offer yet.', {
    remedy: 'Record whether it was accepted or rejected.',
  });

export const withStatus = (state: CaseRecord, status: OptionStatus) =>
  state.options.filter((option) => option.status === status);

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
