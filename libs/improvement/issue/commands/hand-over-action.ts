import { field, isRefusal, isSamePerson } from '#event-sourcing';
import { actionField, byWhoeverLeads, command, staffField } from '../command.ts';
import { draft } from '../events.ts';
import { openAction } from '../rules.ts';
import { unfitOwner } from './decide-action.ts';

export const handOverAction = command({
  name: 'HandOverAction',
  summary: 'Give an action to somebody else, with the reason; its time goes on (IMP-2).',
  ...byWhoeverLeads,
  data: { action: actionField, owner: staffField, reason: field.text({ example: 'Pan Xin is on leave.' }) },
  decide(data, issue, context) {
    const action = openAction(issue, data.action);
    if (isRefusal(action)) return action;
    if (isSamePerson(action.owner, data.owner)) return [];
    return unfitOwner(data.owner, issue, context) ?? [draft('ActionHandedOver', data)];
  },
});
