import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { always } from '../../stage-policy.ts';
import { ourOwn } from '../../who-policy.ts';

/** IMP-2: what closing may wait for. */
export const recordImprovement = command({
  name: 'RecordImprovement',
  summary: 'Note that an action was decided on for what the case is about (IMP-2).',
  group: 'Outcome',
  data: { issue: field.reference({ example: 'I4f0c2d1b7a6e4f5' }) },
  who: ourOwn('improvement'),
  when: always,
  route: 'none',
  decide: (data, state) =>
    state.status !== 'logged' || state.improvement === data.issue ? [] : [draft('ImprovementPlanned', data)],
});
