import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { during, WORKING } from '../../stage-policy.ts';
import { deciding, judgesNothing } from '../../who-policy.ts';

/** INV-4: nobody finds a complaint about themselves invalid. */
export const assessValidity = command({
  name: 'AssessValidity',
  summary: 'Assess whether the complaint is valid (CLS-5).',
  group: 'Classification',
  data: {
    valid: field.yesNo(),
    reason: field.text({ example: 'The lift is part of the service promised.' }),
  },
  who: deciding({ level: 'inPersonIfJudged' }),
  weighs: ({ valid }) => (valid ? judgesNothing : {}),
  when: during(WORKING),
  decide: (data, state) => (state.valid === data.valid ? [] : [draft('ValidityAssessed', data)]),
});
