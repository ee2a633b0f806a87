import { field, refuse } from '#event-sourcing';
import { higherNeed, matterNeed, type Need } from '../../authority.ts';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { draft } from '../../decision.ts';
import { totalOf } from '../../evolve-solution.ts';
import { levelFor } from '../../rules/grants.ts';
import { during, OPEN } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding } from '../../who-policy.ts';
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
  who: deciding({ level: 'amount' }),
  weighs: (_data, state, context) => ({ need: totalNeed(state, context) }),
  when: during(OPEN),
  decide: (data, state) => {
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
    return [draft('CompensationReversed', data)];
  },
});

function totalNeed(state: CaseRecord, context: CaseContext): Need {
  const doing = { rule: 'SOL-4', doing: 'Reversing this grant', inPerson: true } as const;
  const total = { ...doing, level: levelFor(totalOf(state), context.procedure) };
  return higherNeed([total, { ...matterNeed(state, context), ...doing }], context);
}
