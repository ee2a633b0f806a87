import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { during, WORKING } from '../../stage-policy.ts';
import { deciding } from '../../who-policy.ts';
import { moneyWeight, withStatus } from './options.ts';

/** SOL-1: carried out only after the complainant confirmed it. */
export const implementSolution = command({
  name: 'ImplementSolution',
  summary: 'Record that the accepted solution was carried out (SOL-1).',
  group: 'Solution',
  data: {
    option: field.reference({ of: 'option', optional: true, example: 'option-1' }),
    remarks: field.text({ optional: true, example: 'The lift has run since noon.' }),
  },
  who: deciding({ level: 'matterIfJudged' }),
  weighs: (_data, state, context) => moneyWeight(withStatus(state, 'accepted').at(-1), state, context),
  when: during([...WORKING, 'accepted']),
  decide: (data, state) => {
    const accepted = withStatus(state, 'accepted').at(-1);
    if (!accepted || (data.option !== undefined && data.option !== accepted.option))
      return refuse(
        'SOL-1',
        'not-accepted',
        'Only an option that the complainant accepted can be carried out.',
      );
    return [draft('SolutionImplemented', { ...data, option: accepted.option })];
  },
});
