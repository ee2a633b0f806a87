import { field, refuse } from '#event-sourcing';
import { GOES_ON_AFTER } from '#procedures';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { isOwed } from '../../remedies/remedy.ts';
import { regulatorUntold } from '../../rules/closing.ts';
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
  decide: (data, state, { procedure }) => {
    if (state.remedies.some(isOwed))
      return refuse('OUT-5', 'compensation-owed', 'What was granted has not been delivered yet.', {
        remedy: 'Confirm its delivery or reverse it, then archive.',
      });
    return GOES_ON_AFTER.some((ending) => ending === state.ending) &&
      regulatorUntold(state, procedure).length > 0
      ? refuse('INT-9', 'regulator-untold', 'The regulator who passed it on has not heard of this end yet.', {
          remedy: 'Tell the regulator, then archive.',
        })
      : [draft('CaseArchived', data)];
  },
});
