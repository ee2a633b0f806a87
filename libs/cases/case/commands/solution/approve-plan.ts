import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { authorityOf } from '../../rules/promises.ts';
import { CLASSIFIED, during } from '../../stage-policy.ts';
import { deciding } from '../../who-policy.ts';
import { judged, nextApproval, planSum, planWeight } from './approval.ts';

export const approvePlan = command({
  name: 'ApprovePlan',
  summary: 'Approve a plan of high impact, as the next level of those that have to (AUT-5).',
  group: 'Solution',
  data: {
    remarks: field.text({ optional: true, example: 'Agreed.' }),
  },
  who: deciding({ level: 'plan', apartFrom: 'preparer' }),
  weighs: (_data, state, context) => planWeight(state, context),
  when: during(CLASSIFIED),
  decide: (data, state, context) =>
    judged(state, context, (level) => {
      if (nextApproval(state, context) === undefined) return [];
      const sum = planSum(state, context);
      const authority = sum !== undefined && authorityOf(sum, 'approvals', context);
      return [draft('PlanApproved', { ...data, level, ...(authority && { authority }) })];
    }),
});
