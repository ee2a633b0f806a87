import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { isAmong } from '../../evolve-merging.ts';
import { always } from '../../stage-policy.ts';
import type { CaseRecord, Merge } from '../../state.ts';
import { ourOwn } from '../../who-policy.ts';
import { mergeFields } from './merge-parts.ts';

/** LIF-2: what was taken over is given back, whatever has become of this case since. */
export const releaseTakeOver = command({
  name: 'ReleaseTakeOver',
  summary: 'Give a case back that was taken over (LIF-2).',
  group: 'Merging',
  data: {
    from: field.reference({ of: 'case', example: '7F3K-9M2Q-X4TB' }),
    cases: field.references({ of: 'case', min: 1, max: 50, example: ['7F3K-9M2Q-X4TB'] }),
    ...mergeFields,
  },
  who: ourOwn('merging'),
  when: always,
  route: 'none',
  decide: (data, state) => {
    if (state.status !== 'logged' || !state.takenOver.some((each) => isAmong(data, each))) return [];
    const onward = onwardOf(state);
    return [draft('TakeOverReleased', { ...data, cases: [...data.cases], ...(onward && { onward }) })];
  },
});

const onwardOf = ({ merging, mergedInto, mergedBy }: CaseRecord): Merge | undefined =>
  merging ??
  (mergedInto !== undefined && mergedBy !== undefined ? { into: mergedInto, merge: mergedBy } : undefined);
