import { field, refuse } from '#event-sourcing';
import { byWhoeverLeads, command } from '../command.ts';
import { draft } from '../events.ts';

export const dismissIssue = command({
  name: 'DismissIssue',
  summary: 'Close an improvement issue without an effective action, with the reason (IMP-1).',
  ...byWhoeverLeads,
  data: { reason: field.text({ example: 'The building is given up in December.' }) },
  decide: ({ reason }, { actions }) =>
    actions.some(({ status }) => status === 'open')
      ? refuse('IMP-2', 'action-open', 'Somebody still has an action to do.', {
          remedy: 'Have it completed first.',
        })
      : [draft('IssueClosed', { why: 'dismissed', reason })],
});
