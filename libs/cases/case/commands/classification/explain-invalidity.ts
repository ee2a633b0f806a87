import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { METHODS } from '../../events/fields.ts';
import { during, WORKING } from '../../stage-policy.ts';
import { firstLevel } from '../../rules/levels.ts';
import { judgesNothing, recording } from '../../who-policy.ts';

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
  who: recording({ level: 'first' }),
  weighs: (_data, { invalidityExplained }, context) =>
    invalidityExplained === 'notAccepted'
      ? firstLevel('CLS-5', 'A second explanation', context)
      : judgesNothing,
  when: during(WORKING),
  decide: (data, state) => {
    if (state.valid !== false)
      return refuse('CLS-5', 'not-invalid', 'The complaint has not been assessed as invalid.', {
        remedy: 'Assess its validity first.',
      });
    return [draft('InvalidityExplained', data)];
  },
});
