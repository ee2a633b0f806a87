import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { CLASSIFIED, during } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';
import { answered } from './options.ts';

export const rejectSolution = command({
  name: 'RejectSolution',
  summary: 'Record that the complainant objects (SOL-1).',
  group: 'Solution',
  data: {
    option: field.reference({ of: 'option', example: 'option-1' }),
    objection: field.text({ example: 'One month is too little.' }),
  },
  who: recording(),
  when: during(CLASSIFIED),
  decide: answered('SolutionRejected'),
});
