import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { suspectedIn } from '../../rules/duplicates.ts';
import { isOver, always } from '../../stage-policy.ts';
import { ourOwn } from '../../who-policy.ts';

/** INT-10: what the intake could not see, because its read models were away or behind. */
export const suspectDuplicates = command({
  name: 'SuspectDuplicates',
  summary: 'Name earlier cases that this one may repeat, found after it was logged (INT-10).',
  group: 'Intake',
  data: {},
  who: ourOwn('duplicates'),
  when: always,
  route: 'none',
  decide: (_data, state, context) => {
    if (state.status !== 'logged' || isOver(state)) return [];
    const fresh = suspectedIn(context.candidates).filter((each) => !state.suspectedDuplicates.includes(each));
    return fresh.length > 0 ? [draft('DuplicateSuspected', { of: fresh })] : [];
  },
});
