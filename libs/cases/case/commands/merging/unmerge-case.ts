import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { during } from '../../stage-policy.ts';
import { deciding } from '../../who-policy.ts';

/** LIF-2: the way back. The case goes on where it stood; the other one gives back what it had taken over. */
export const unmergeCase = command({
  name: 'UnmergeCase',
  summary: 'Take a merging back, with the reason (LIF-2).',
  group: 'Merging',
  data: { reason: field.text({ example: 'Two different lifts.' }) },
  who: deciding({ level: 'ruling' }),
  when: during(['merged']),
  decide: ({ reason }, { mergedInto = '', mergedBy = 'M1', takenOver }, { caseId = '' }) => [
    draft('MergeReversed', {
      ...{ merge: mergedBy, from: mergedInto, reason },
      cases: [caseId, ...takenOver.map((each) => each.case)],
    }),
  ],
});
