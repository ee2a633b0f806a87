import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

export const dismissDuplicate = command({
  name: 'DismissDuplicate',
  summary: 'Decide that a suspected duplicate is none (INT-10).',
  group: 'Intake',
  data: {
    of: field.reference({ of: 'case', example: '4XQ7-M2K9-D3TB' }),
    reason: field.text({ example: 'Another lift.' }),
  },
  who: recording(),
  when: during(OPEN),
  decide: (data, state) =>
    state.suspectedDuplicates.includes(data.of)
      ? [draft('DuplicateDismissed', data)]
      : refuse('INT-10', 'no-such-suspicion', `No duplicate of ${data.of} is suspected.`),
});
