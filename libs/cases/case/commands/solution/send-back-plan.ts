import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { CLASSIFIED, during } from '../../stage-policy.ts';
import { deciding } from '../../who-policy.ts';
import { judged, planWeight } from './approval.ts';

export const sendBackPlan = command({
  name: 'SendBackPlan',
  summary: 'Send a plan back with instruction (AUT-5).',
  group: 'Solution',
  data: {
    instruction: field.text({ example: 'Offer the repair first.' }),
  },
  who: deciding({ level: 'plan', apartFrom: 'preparer' }),
  weighs: (_data, state, context) => planWeight(state, context),
  when: during(CLASSIFIED),
  decide: (data, state, context) =>
    judged(state, context, (level) => [draft('PlanSentBack', { ...data, level })]),
});
