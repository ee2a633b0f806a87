import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { isOwed } from '../../remedies/remedy.ts';
import { owedToAnybody, owesAnswers } from '../../rules/closing.ts';
import { during, ENDED } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** OUT-5, INT-9: not while something is owed, be it an answer, however the case has ended. */
export const archiveCase = command({
  name: 'ArchiveCase',
  summary: 'Archive the closed case (ARC-1).',
  group: 'Outcome',
  data: {
    reference: field.reference({ optional: true, example: 'BOX-2026-11' }),
  },
  who: recording(),
  when: during(ENDED),
  decide: (data, state, { procedure }) => {
    if (state.remedies.some(isOwed))
      return refuse('OUT-5', 'compensation-owed', 'What was granted has not been delivered yet.', {
        remedy: 'Confirm its delivery or reverse it, then archive.',
      });
    const missing = owesAnswers(state) ? owedToAnybody(state, procedure) : [];
    if (missing.length === 0) return [draft('CaseArchived', data)];
    return refuse(
      'INT-9',
      'outcome-untold',
      `Somebody waits for the outcome still: ${missing.join(', ')} missing.`,
      {
        remedy: 'Tell them, then archive.',
        details: { missing },
      },
    );
  },
});
