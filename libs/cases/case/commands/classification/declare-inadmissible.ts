import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { METHODS } from '../../events/fields.ts';
import { during, WORKING } from '../../stage-policy.ts';
import { deciding } from '../../who-policy.ts';

/** CLS-6: with the rule explained to the complainant; when that was is in the event's happenedAt. */
export const declareInadmissible = command({
  name: 'DeclareInadmissible',
  summary: 'Declare the case inadmissible, with the ground explained (CLS-6).',
  group: 'Classification',
  data: {
    ground: field.reference({ of: 'ground', example: 'before-court' }),
    explanation: field.text({ optional: true, example: 'The matter is before the district court.' }),
    method: field.choice(METHODS, { optional: true, description: 'Left out where nobody is known.' }),
  },
  who: deciding({ level: 'matterInPerson' }),
  when: during([...WORKING, 'notConcluded']),
  decide: (data, { complainant }, context) => {
    const { inadmissibleGrounds } = context.procedure;
    const ground = inadmissibleGrounds.find((each) => each.id === data.ground);
    if (!ground)
      return refuse('CLS-6', 'unknown-ground', `"${data.ground}" is no ground for turning a case down.`, {
        details: { grounds: inadmissibleGrounds.map((each) => each.id) },
      });
    const usual = context.procedure.language === 'zh' ? ground.zh : undefined;
    const { method, explanation = usual ?? ground.explanation } = data;
    if (method === undefined && !complainant.anonymous)
      return refuse(
        'CLS-6',
        'method-needed',
        'The complainant is known, so the ground is explained to them.',
        {
          remedy: 'Say how it was explained.',
        },
      );
    return [draft('CaseDeclaredInadmissible', { ground: ground.id, explanation, ...(method && { method }) })];
  },
});
