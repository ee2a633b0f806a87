import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { METHODS } from '../../events/fields.ts';
import { during } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { recording } from '../../who-policy.ts';

/** OUT-1; a regulator who passed it on hears of a complaint that is turned down, too (INT-9). */
export const notifyOutcome = command({
  name: 'NotifyOutcome',
  summary: 'Tell the complainant or the regulator the outcome (OUT-1).',
  group: 'Outcome',
  data: {
    to: field.choice(['complainant', 'regulator']),
    method: field.choice(METHODS),
    summary: field.text({ example: 'Told what failed and what is waived.' }),
    written: field.yesNo({ example: false }),
  },
  who: recording(),
  when: during(['outcomeToTell'], { restsOn: { milestone: 'resolved', code: 'before-resolved' } }),
  decide: (data, state) => {
    if (data.to === 'regulator')
      return regulatorInvolved(state)
        ? [draft('OutcomeNotified', data)]
        : refuse('INT-9', 'no-regulator', 'No regulator passed this case on.');
    return state.ending === 'withdrawn'
      ? refuse('OUT-1', 'withdrawn', 'Whoever withdrew the complaint knows the outcome.', {
          remedy: 'Tell the regulator, where one passed it on.',
        })
      : [draft('OutcomeNotified', data)];
  },
});

const regulatorInvolved = (state: CaseRecord): boolean =>
  state.regulator !== undefined || state.channel === 'regulator';
