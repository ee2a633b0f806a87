import { actionField, byTheScheduler, command } from '../command.ts';
import { isMissedBy, missOf } from '../rules.ts';
import { actionCalled } from '../state.ts';

export const recordActionMiss = command({
  name: 'RecordActionMiss',
  summary: 'The time in which an action had to be done is over (CLK-6).',
  ...byTheScheduler,
  data: { action: actionField },
  decide({ action: name }, issue, { now }) {
    const action = actionCalled(issue, name);
    return action !== undefined && isMissedBy(action, now) ? [missOf(action)] : [];
  },
});
