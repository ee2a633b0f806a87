import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { CLASSIFIED, during } from '../../stage-policy.ts';
import { deciding } from '../../who-policy.ts';
import { approval, planWeight } from './approval.ts';

export const approvePlan = command({
  name: 'ApprovePlan',
  summary: 'Approve a plan of high impact (AUT-5).',
  group: 'Solution',
  data: {
    remarks: field.text({ optional: true, example: 'Agreed.' }),
  },
  who: deciding({ level: 'plan', apartFrom: 'preparer' }),
  weighs: (_data, state, context) => planWeight(state, context),
  when: during(CLASSIFIED),
  decide: (data, state, context) =>
    approval(state, context, (level) =>
      state.planApproved ? [] : [draft('PlanApproved', { ...data, level })],
    ),
});
