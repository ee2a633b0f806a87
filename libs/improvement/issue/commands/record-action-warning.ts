import { actionField, byTheScheduler, command } from '../command.ts';
import { draft } from '../events.ts';
import { actionCalled } from '../state.ts';

export const recordActionWarning = command({
  name: 'RecordActionWarning',
  summary: 'The time in which an action has to be done is running out (CLK-6).',
  ...byTheScheduler,
  data: { action: actionField },
  decide({ action: name }, issue, { now }) {
    const action = actionCalled(issue, name);
    if (action?.status !== 'open' || action.warned || action.missed) return [];
    const { warnAt, dueAt } = action;
    return warnAt === undefined || warnAt > now || dueAt <= now
      ? []
      : [draft('ActionWarned', { action: name, dueAt })];
  },
});
