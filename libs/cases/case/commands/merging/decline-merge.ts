import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { always } from '../../stage-policy.ts';
import { ourOwn } from '../../who-policy.ts';
import { mergeFields } from './merge-parts.ts';

/** LIF-2: nothing is lost by a merging that cannot be: the case goes on. */
export const declineMerge = command({
  name: 'DeclineMerge',
  summary: 'Let a case go on because the other one cannot take it over (LIF-2).',
  group: 'Merging',
  data: { into: field.reference({ of: 'case', example: '4XQ7-M2K9-D3TB' }), ...mergeFields },
  who: ourOwn('merging'),
  when: always,
  route: 'none',
  decide: ({ into, merge, reason }, state) =>
    state.status === 'logged' && state.merging?.merge === merge
      ? [draft('MergeDeclined', { into, merge, why: reason })]
      : [],
});
