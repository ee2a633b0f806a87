import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { hasReached } from '../../milestones.ts';
import { during, WORKING } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** DIS-8: what was done where it happened, by those who are there. */
export const recordMeasures = command({
  name: 'RecordMeasures',
  summary: 'Record the measures taken on the spot (DIS-8).',
  group: 'Investigation',
  data: {
    measures: field.text({ example: 'Water shut off, two flats moved to the guest rooms.' }),
  },
  who: recording(),
  when: during(WORKING, { restsOn: { milestone: 'arrivedOnSite', code: 'before-arrival' } }),
  decide: (data, state) =>
    hasReached('arrivedOnSite', state)
      ? [draft('MeasuresTaken', data)]
      : refuse('DIS-8', 'nobody-on-site', 'Nobody has arrived on the spot yet.', {
          remedy: 'Record first who is there.',
        }),
});
