import { field } from '#event-sourcing';
import { command, ourOwn } from '../command.ts';
import { draft } from '../events.ts';

/** What was struck stays struck. */
export const takeBackComplaint = command({
  name: 'TakeBackComplaint',
  summary: 'A complaint that was counted does not stand any more: what it cost is given back (CON-4).',
  ...ourOwn,
  data: {
    case: field.reference({ of: 'case', example: '7F3K-9M2Q-X4TB' }),
    count: field.reference({ example: 'C1' }),
  },
  decide: (data, { entries }) =>
    entries
      .filter((each) => each.case === data.case && each.count === data.count && each.status === 'standing')
      .map(({ entry }) => draft('ComplaintTakenBack', { entry })),
});
