import { field, isRefusal, refuse } from '#event-sourcing';
import { actionField, byTheOwner, command } from '../command.ts';
import { draft } from '../events.ts';
import { isMissedBy, missOf, openAction } from '../rules.ts';

/** What is completed after its time shows that it was missed, whether or not the scheduler has come by (CLK-6). */
export const completeAction = command({
  name: 'CompleteAction',
  summary: 'Record that an action was done, and by what it is seen (IMP-2).',
  ...byTheOwner,
  data: {
    action: actionField,
    account: field.text({ example: 'The drives of all four lifts were exchanged.' }),
    evidence: field.references({
      ...{ optional: true, max: 100, example: ['order 2026-1187'] },
      description: 'Papers, files or places by which it can be seen.',
    }),
  },
  decide({ action: name, account, evidence = [] }, issue, { happenedAt }) {
    const action = openAction(issue, name);
    if (isRefusal(action)) return action;
    if (happenedAt < action.startedAt)
      return refuse('LIF-5', 'before-decided', 'It was decided on later than that.', {
        remedy: 'Correct the time at which it was done.',
        details: { startedAt: action.startedAt },
      });
    return [
      ...(isMissedBy(action, happenedAt) ? [missOf(action)] : []),
      draft('ActionCompleted', { action: name, account, evidence: [...evidence] }),
    ];
  },
});
