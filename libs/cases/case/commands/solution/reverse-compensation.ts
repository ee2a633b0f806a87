import { field, isRefusal, refuse } from '#event-sourcing';
import { higherNeed, matterNeed, type Need } from '../../authority.ts';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { draft } from '../../decision.ts';
import { isPromised, totalOf } from '../../remedies/remedy.ts';
import { ownNeed } from '../../rules/own-limits.ts';
import { sumNeed } from '../../rules/promises.ts';
import { during } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding } from '../../who-policy.ts';
import { grantOf } from './grants.ts';

/** SOL-6: needs the authority for the whole total, since a reversal frees room below the limits (SOL-4). */
export const reverseCompensation = command({
  name: 'ReverseCompensation',
  summary: 'Reverse a compensation (SOL-6).',
  group: 'Solution',
  data: {
    grant: field.reference({ of: 'grant', example: 'G1' }),
    reason: field.text({ example: 'The account was closed.' }),
    how: field.choice(['notDelivered', 'paidBack']),
  },
  who: deciding({ level: 'amount', apartFrom: 'giver' }),
  weighs: (data, state, context) => ({
    need: totalNeed(data.grant, state, context),
    apartFrom: givenBy(data, state),
  }),
  when: during(['notArchived']),
  decide: (data, state, context) => {
    const grant = grantOf(data.grant, state.remedies, context);
    if (isRefusal(grant)) return grant;
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

/** What was given is not written off by whoever gave it: nobody else has seen the money come back. */
function givenBy(
  { grant, how }: { readonly grant: string; readonly how: string },
  { remedies }: CaseRecord,
): readonly string[] {
  const given = remedies.find((each) => each.grant === grant);
  const isBack = how === 'paidBack' && given?.status === 'delivered';
  return isBack ? (given.grantedBy ?? []) : [];
}

function totalNeed(grant: string, state: CaseRecord, context: CaseContext): Need {
  const doing = 'Reversing this grant';
  const total = sumNeed(totalOf(state.remedies), context, doing);
  const { level } = matterNeed(state, context);
  const given = state.remedies.filter(isPromised);
  const kind = given.find((each) => each.grant === grant)?.remedy.kind ?? '';
  const own = ownNeed(kind, given, context, doing);
  return higherNeed([total, { ...total, level }, ...(own ? [own] : [])], context);
}
