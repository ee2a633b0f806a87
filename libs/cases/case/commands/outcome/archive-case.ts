import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { isOwed } from '../../remedies/remedy.ts';
import { during, ENDED } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** OUT-5: not while something is owed, however the case has ended. */
export const archiveCase = command({
  name: 'ArchiveCase',
  summary: 'Archive the closed case (ARC-1).',
  group: 'Outcome',
  data: {
    reference: field.reference({ optional: true, example: 'BOX-2026-11' }),
  },
  who: recording(),
  when: during(ENDED),
  decide: (data, state) =>
    state.remedies.some(isOwed)
      ? refuse('OUT-5', 'compensation-owed', 'What was granted has not been delivered yet.', {
          remedy: 'Confirm its delivery or reverse it, then archive.',
        })
      : [draft('CaseArchived', data)],
});
