import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { records } from '../../decision.ts';
import { during } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

export const reportUnlawfulBehaviour = command({
  name: 'ReportUnlawfulBehaviour',
  summary: 'Record and report violent or unlawful behaviour (CLS-8).',
  group: 'Classification',
  data: {
    behaviour: field.text({ example: 'Broke the counter window.' }),
    reportedTo: field.reference({ example: 'police' }),
  },
  who: recording(),
  when: during(['notArchived']),
  decide: records('UnlawfulBehaviourReported'),
});
