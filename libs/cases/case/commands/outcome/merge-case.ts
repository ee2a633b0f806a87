import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { sameCase } from '../../context.ts';
import { draft } from '../../decision.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { deciding } from '../../who-policy.ts';

/** INT-10: merging is a person's decision, and it ends a case: so of the level that decides on the matter. */
export const mergeCase = command({
  name: 'MergeCase',
  summary: 'Merge a duplicate into another case (LIF-2).',
  group: 'Outcome',
  data: {
    into: field.reference({ of: 'case', example: '4XQ7M2K9D3TB' }),
    reason: field.text({ example: 'The same lift, the same day.' }),
  },
  who: deciding(),
  when: during(OPEN),
  decide: (data, _state, context) => sameCase(data.into, context) ?? [draft('CaseMerged', data)],
});
