import { field, refuse, type Refusal } from '#event-sourcing';
import { idsReached } from '../../clock-facts.ts';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { draft, firstOf } from '../../decision.ts';
import { givenToRespondent } from '../../rules/people.ts';
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
  decide: ({ steps }, state, context) => {
    const known = idsReached(state.clocks, 'stepPlanned').length;
    return (
      firstOf(dueBefore(steps, context), ...steps.map(({ owner }) => givenToRespondent(owner, state))) ?? [
        draft('ResponsePlanSet', {
          steps: steps.map((step, index) => ({ ...step, step: `T${String(known + index + 1)}` })),
        }),
      ]
    );
  },
});

const dueBefore = (
  steps: readonly { readonly dueAt?: string }[],
  { happenedAt }: CaseContext,
): Refusal | undefined =>
  steps.some(({ dueAt }) => dueAt !== undefined && dueAt <= happenedAt)
    ? refuse('SOL-2', 'time-in-the-past', 'The due time of a step has already passed.', {
        remedy: 'Give the step a later time.',
      })
    : undefined;
