import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { CLASSIFIED, during } from '../../stage-policy.ts';
import { deciding } from '../../who-policy.ts';
import { answered, moneyWeight } from './options.ts';

export const acceptSolution = command({
  name: 'AcceptSolution',
  summary: 'Record that the complainant accepts (SOL-1).',
  group: 'Solution',
  data: {
    option: field.reference({ of: 'option', example: 'option-1' }),
  },
  who: deciding({ level: 'matterIfJudged' }),
  weighs: ({ option }, state, context) =>
    moneyWeight(
      state.options.find((each) => each.option === option),
      state,
      context,
    ),
  when: during(CLASSIFIED),
  decide: answered('SolutionAccepted'),
});
