import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { DEMAND_RANKS } from '../../events/fields.ts';
import { during, WORKING } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** CLS-10: one complaint asks for several things, and one of them before all others. */
export const recordDemands = command({
  name: 'RecordDemands',
  summary: 'Record what the complainant asks for, each by itself (CLS-10).',
  group: 'Classification',
  data: {
    demands: field.parts(
      'Demand',
      {
        rank: field.choice(DEMAND_RANKS),
        text: field.text({ example: 'The waiting time is to be told at the entrance.' }),
      },
      { min: 1, max: 20 },
    ),
  },
  who: recording(),
  when: during(WORKING),
  decide: ({ demands }, state) =>
    [...state.demands, ...demands].some(({ rank }) => rank === 'primary')
      ? [
          draft('DemandsRecorded', {
            demands: demands.map((each, index) => ({
              ...each,
              demand: `N${String(state.demands.length + index + 1)}`,
            })),
          }),
        ]
      : refuse('CLS-10', 'primary-demand-needed', 'One of the demands is the primary one.', {
          remedy: 'Say which matters most to the complainant.',
        }),
});
