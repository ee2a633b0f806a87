import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { isAmong } from '../../evolve-merging.ts';
import { toldOn } from '../../rules/merged-sums.ts';
import { always } from '../../stage-policy.ts';
import { ourOwn } from '../../who-policy.ts';
import { moneyFields } from '../parts.ts';

/** SOL-4: what was granted in a merged case and is revalued, reversed or given back there changes the total here. */
export const adjustTakenOver = command({
  name: 'AdjustTakenOver',
  summary: 'Count what a merged case gives as it is by now (SOL-4).',
  group: 'Merging',
  data: {
    from: field.reference({ of: 'case', example: '7F3K-9M2Q-X4TB' }),
    merge: field.reference({ example: 'M1' }),
    case: field.reference({ of: 'case', example: '7F3K-9M2Q-X4TB' }),
    committed: field.part('Money', moneyFields),
    unvalued: field.yesNo(),
    change: field.wholeNumber({ min: 1, example: 1 }),
  },
  who: ourOwn('merging'),
  when: always,
  route: 'none',
  decide: (data, state) => {
    if (state.status !== 'logged') return [];
    const { from, merge, case: of, committed, unvalued, change } = data;
    const held = state.takenOver.find((each) => isAmong({ from, merge, cases: [of] }, each));
    if (held === undefined || (held.sumChange ?? 0) >= change) return [];
    const sum = { case: of, committed, unvalued, change };
    return [draft('TakenOverSumChanged', { from, merge, ...sum }), ...toldOn(state, sum)];
  },
});
