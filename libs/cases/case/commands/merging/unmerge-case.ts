import { field, type Refusal } from '#event-sourcing';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { draft, firstOf } from '../../decision.ts';
import { notEntitledThere } from '../../rules/merging-rights.ts';
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
  decide: ({ reason }, { mergedInto = '', mergedBy = 'M1', takenOver }, context) =>
    firstOf(notOfTheOther(context)) ?? [
      draft('MergeReversed', {
        ...{ merge: mergedBy, from: mergedInto, reason },
        cases: [context.caseId ?? '', ...takenOver.map((each) => each.case)],
      }),
    ],
});

/** AUT-1, INV-4: the other case loses what it had taken over, so that whoever takes it away has to be entitled there too. */
const notOfTheOther = (context: CaseContext): Refusal | undefined => {
  const { actor, other } = context;
  return other?.status === 'logged' ? notEntitledThere(other, actor, [], context) : undefined;
};
