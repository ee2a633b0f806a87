import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { records } from '../../decision.ts';
import { during, ENDED } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

export const archiveCase = command({
  name: 'ArchiveCase',
  summary: 'Archive the closed case (ARC-1).',
  group: 'Outcome',
  data: {
    reference: field.reference({ optional: true, example: 'BOX-2026-11' }),
  },
  who: recording(),
  when: during(ENDED),
  decide: records('CaseArchived'),
});
