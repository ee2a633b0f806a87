import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { CLASSIFIED, during } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';
import { notOffered } from './options.ts';

/** SOL-4: the sum that was reserved for it is free again. */
export const rejectSolution = command({
  name: 'RejectSolution',
  summary: 'Record that the complainant objects (SOL-1).',
  group: 'Solution',
  data: {
    option: field.reference({ of: 'option', example: 'S1' }),
    objection: field.text({ example: 'One month is too little.' }),
  },
  who: recording(),
  when: during(CLASSIFIED),
  decide: (data, state) => {
    const option = state.options.find((each) => each.option === data.option);
    if (option?.status === 'rejected') return [];
    return option?.status === 'offered' ? [draft('SolutionRejected', data)] : notOffered(data.option);
  },
});
