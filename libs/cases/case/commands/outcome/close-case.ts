import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { isTurnedDown, missingForClosing, owedToAnybody } from '../../rules/closing.ts';
import { during } from '../../stage-policy.ts';
import { deciding } from '../../who-policy.ts';

/** OUT-5: the refusal says what is missing. */
export const closeCase = command({
  name: 'CloseCase',
  summary: 'Close the case (OUT-5).',
  group: 'Outcome',
  data: {
    remarks: field.text({ optional: true, example: 'Nothing is open.' }),
  },
  who: deciding(),
  when: during(['outcomeKnown']),
  decide: (data, state, { procedure }) => {
    const missing = isTurnedDown(state)
      ? owedToAnybody(state, procedure)
      : missingForClosing(state, procedure);
    if (missing.length === 0) return [draft('CaseClosed', data)];
    return refuse(
      'OUT-5',
      'closing-conditions-missing',
      `The case cannot be closed yet: ${missing.join(', ')} missing.`,
      {
        remedy: 'Complete what is missing, then close.',
        details: { missing },
      },
    );
  },
});
