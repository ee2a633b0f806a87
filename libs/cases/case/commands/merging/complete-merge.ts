import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { changedMeanwhile } from '../../rules/merged-sums.ts';
import { always } from '../../stage-policy.ts';
import { ourOwn } from '../../who-policy.ts';
import { mergeFields } from './merge-parts.ts';

/** LIF-2: the case ends only now that another one answers for its matter. */
export const completeMerge = command({
  name: 'CompleteMerge',
  summary: 'End the case that another one has taken over (LIF-2).',
  group: 'Merging',
  data: { into: field.reference({ of: 'case', example: '4XQ7-M2K9-D3TB' }), ...mergeFields },
  who: ourOwn('merging'),
  when: always,
  route: 'none',
  decide: ({ into, merge, reason }, state) => {
    if (state.status === 'logged' && state.merging?.merge === merge)
      return [draft('CaseMerged', { into, reason }), ...changedMeanwhile(state, { into, merge })];
    if (state.status === 'logged' && state.mergedBy === merge) return [];
    return refuse('LIF-2', 'not-merging', 'The case goes on: its merging was declined or taken back.');
  },
});
