import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { during, WORKING } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

const planStep = {
  task: field.text({ example: 'Order the controller' }),
  owner: field.person({ of: 'staff', example: 'staff-021' }),
  dueAt: field.instant({ optional: true }),
};

/** SOL-2 */
export const setResponsePlan = command({
  name: 'SetResponsePlan',
  summary: 'Set the steps of the response (SOL-2).',
  group: 'Solution',
  data: {
    steps: field.parts('PlanStep', planStep, { min: 1, max: 50 }),
  },
  who: recording(),
  when: during(WORKING),
  decide: ({ steps }) => [
    draft('ResponsePlanSet', {
      steps: steps.map((step, index) => ({ ...step, step: `T${String(index + 1)}` })),
    }),
  ],
});
