import { field, isRefusal, refuse, type Instant } from '#event-sourcing';
import { deadlineOf } from '../deadline.ts';
import { actionField, byWhoeverExtends, command } from '../command.ts';
import { draft } from '../events.ts';
import { isOwnedBy, openAction } from '../rules.ts';

/** CLK-4: before the time is over, by the level that may, and by nobody for themselves. */
export const extendAction = command({
  name: 'ExtendAction',
  summary: 'Give an action more time, before its time is over (IMP-2, CLK-4).',
  ...byWhoeverExtends,
  data: {
    action: actionField,
    until: field.instant(),
    reason: field.text({ example: 'The parts are late.' }),
  },
  decide({ action: name, until, reason }, issue, context) {
    const action = openAction(issue, name);
    if (isRefusal(action)) return action;
    if (isOwnedBy(action, context))
      return refuse('CLK-4', 'same-person', 'Nobody gives themselves more time.', {
        remedy: 'Have somebody else do it.',
      });
    if (action.missed || action.dueAt <= context.happenedAt)
      return refuse('CLK-4', 'clock-expired', 'Its time is over: that stays a miss.', {
        remedy: 'Complete the action.',
      });
    if (until <= action.dueAt)
      return refuse('CLK-4', 'not-later', 'That is not later than it is due now.', {
        details: { dueAt: action.dueAt },
      });
    const extended = { to: until as Instant, at: context.happenedAt };
    const { dueAt, warnAt } = deadlineOf({ ...action, extended }, context.procedure);
    return [
      draft('ActionExtended', { action: name, dueAt, ...(warnAt !== undefined && { warnAt }), reason }),
    ];
  },
});
