import { field } from '#event-sourcing';
import { byThoseAbove, command } from '../command.ts';
import { draft } from '../events.ts';

/** What was missed stays missed; it is excused, and by whom. */
export const excuseDuty = command({
  name: 'ExcuseDuty',
  summary: 'Excuse whoever owes a duty from one turn of it, with the reason (D25).',
  ...byThoseAbove,
  data: { reason: field.text({ example: 'The store was closed for the stocktaking.' }) },
  decide: (data) => [draft('DutyExcused', data)],
});
