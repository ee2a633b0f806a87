import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { needsLevel } from '../../context.ts';
import { draft } from '../../decision.ts';
import { METHODS } from '../../events/fields.ts';
import { during, WORKING } from '../../stage-policy.ts';
import { anyStaff } from '../../who-policy.ts';

/** CLS-5: explained to the complainant; when not accepted, a supervisor or above explains. */
export const explainInvalidity = command({
  name: 'ExplainInvalidity',
  summary: 'Record the explanation of an invalid complaint (CLS-5).',
  group: 'Classification',
  data: {
    method: field.choice(METHODS),
    explanation: field.text({ example: 'The street outside belongs to the city.' }),
    accepted: field.yesNo(),
  },
  who: anyStaff({ level: 'first', inDecision: ['level'] }),
  when: during(WORKING),
  decide: (data, state, context) => {
    if (state.valid !== false)
      return refuse('CLS-5', 'not-invalid', 'The complaint has not been assessed as invalid.', {
        remedy: 'Assess its validity first.',
      });
    const supervisor = context.procedure.ladder[0]?.id;
    const again = state.invalidityExplained === 'notAccepted' && supervisor !== undefined;
    const refusal = again ? needsLevel(context, supervisor, 'CLS-5', 'A second explanation') : undefined;
    return refusal ?? [draft('InvalidityExplained', data)];
  },
});
