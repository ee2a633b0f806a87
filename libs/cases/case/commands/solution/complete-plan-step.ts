import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

export const completePlanStep = command({
  name: 'CompletePlanStep',
  summary: 'Complete a step of the response (SOL-2).',
  group: 'Solution',
  data: {
    step: field.reference({ of: 'step', example: 'T1' }),
    remarks: field.text({ optional: true, example: 'Delivered a day early.' }),
  },
  who: recording(),
  when: during(OPEN),
  decide: (data, state) => {
    const step = state.plan.find((each) => each.step === data.step);
    if (!step) return refuse('SOL-2', 'unknown-step', `The plan has no step "${data.step}".`);
    return step.done ? [] : [draft('PlanStepCompleted', data)];
  },
});
