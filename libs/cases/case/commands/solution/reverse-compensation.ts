import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { conflictOfInterest, needsLevel } from '../../context.ts';
import { draft, firstOf } from '../../decision.ts';
import { totalOf } from '../../evolve-solution.ts';
import { levelFor } from '../../rules/grants.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { staff } from '../../who-policy.ts';
import { noSuchGrant } from './grants.ts';

/** SOL-6: needs the authority for the whole total, since a reversal frees room below the limits (SOL-4). */
export const reverseCompensation = command({
  name: 'ReverseCompensation',
  summary: 'Reverse a compensation (SOL-6).',
  group: 'Solution',
  data: {
    grant: field.reference({ of: 'grant', example: 'grant-1' }),
    reason: field.text({ example: 'The account was closed.' }),
    how: field.choice(['notDelivered', 'paidBack']),
  },
  who: staff({ respondent: 'above', level: 'amount', inDecision: ['respondent', 'level'] }),
  when: during(OPEN),
  decide: (data, state, context) => {
    const grant = state.grants.find((each) => each.grant === data.grant);
    if (!grant) return noSuchGrant(data.grant);
    if (grant.status === 'reversed') return [];
    if ((grant.status === 'delivered') !== (data.how === 'paidBack'))
      return refuse(
        'SOL-6',
        'reversal-does-not-fit',
        `The grant is ${grant.status}: say how it is reversed accordingly.`,
        {
          remedy: grant.status === 'delivered' ? 'Use "paidBack".' : 'Use "notDelivered".',
        },
      );
    const level = levelFor(totalOf(state), context.procedure);
    const refusal = firstOf(
      conflictOfInterest(state, context),
      needsLevel(context, level, 'SOL-4', 'Reversing this grant'),
    );
    return refusal ?? [draft('CompensationReversed', data)];
  },
});
