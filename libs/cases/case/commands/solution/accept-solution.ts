import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { CLASSIFIED, during } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding } from '../../who-policy.ts';
import { grantedWith, notOffered, promiseWeight, type Option } from './options.ts';

/** SOL-1, SOL-4: what the complainant accepts is granted, under the decision that the offer was made with. */
export const acceptSolution = command({
  name: 'AcceptSolution',
  summary: 'Record that the complainant accepts; what the option gives is granted (SOL-1).',
  group: 'Solution',
  data: {
    option: field.reference({ of: 'option', example: 'S1' }),
  },
  who: deciding({ level: 'matterIfJudged' }),
  weighs: (data, state, context) => promiseWeight(offered(data.option, state), state, context),
  when: during(CLASSIFIED),
  decide: (data, state, context) => {
    const option = optionOf(data.option, state);
    if (option?.status === 'accepted') return [];
    if (option?.status !== 'offered') return notOffered(data.option);
    return [draft('SolutionAccepted', { option: option.option }), ...grantedWith(option, state, context)];
  },
});

const offered = (name: string, state: CaseRecord): Option | undefined => {
  const option = optionOf(name, state);
  return option?.status === 'offered' ? option : undefined;
};

const optionOf = (name: string, { options }: CaseRecord): Option | undefined =>
  options.find(({ option }) => option === name);
