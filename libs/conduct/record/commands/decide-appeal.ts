import { field, refuse } from '#event-sourcing';
import { by, command, reasonField } from '../command.ts';
import { draft } from '../events.ts';

export const decideAppeal = command({
  name: 'DecideAppeal',
  summary: 'Decide on an appeal: upheld, the entry is struck or the step lifted (CON-4).',
  ...by('hearing'),
  data: {
    appeal: field.reference({ example: 'A1' }),
    decision: field.choice(['upheld', 'dismissed']),
    reason: reasonField,
  },
  decide: ({ decision, ...data }, { appeals }) => {
    if (!appeals.some(({ appeal, status }) => appeal === data.appeal && status === 'open'))
      return refuse('CON-4', 'no-open-appeal', `No appeal "${data.appeal}" waits for a decision.`, {
        remedy: 'See the record.',
      });
    return [draft(decision === 'upheld' ? 'AppealUpheld' : 'AppealDismissed', data)];
  },
});
