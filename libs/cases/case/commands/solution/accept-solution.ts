import { field, refuse } from '#event-sourcing';
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
    costsAgreed: field.yesNo({
      optional: true,
      description: 'The complainant was told what it costs them, and agrees; needed where it costs anything.',
    }),
  },
  who: deciding({ level: 'matterIfJudged' }),
  weighs: (data, state, context) => promiseWeight(offered(data.option, state), state, context),
  when: during(CLASSIFIED),
  decide: (data, state, context) => {
    const option = optionOf(data.option, state);
    if (option?.status === 'accepted') return [];
    if (option?.status !== 'offered') return notOffered(data.option);
    const isCharged = (option.costs?.minor ?? 0) > 0;
    if (isCharged && data.costsAgreed !== true)
      return refuse(
        'SOL-9',
        'costs-not-agreed',
        'This costs the complainant something, and nobody says that they agreed.',
        {
          remedy: 'Tell them what it costs; record their agreement in costsAgreed, or that they reject it.',
          details: { costs: option.costs ?? {} },
        },
      );
    const agreed = isCharged ? ({ costsAgreed: true } as const) : {};
    return [
      draft('SolutionAccepted', { option: option.option, ...agreed }),
      ...grantedWith(option, state, context),
    ];
  },
});

const offered = (name: string, state: CaseRecord): Option | undefined => {
  const option = optionOf(name, state);
  return option?.status === 'offered' ? option : undefined;
};

const optionOf = (name: string, { options }: CaseRecord): Option | undefined =>
  options.find(({ option }) => option === name);
