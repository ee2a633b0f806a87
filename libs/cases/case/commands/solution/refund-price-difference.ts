import { field, isRefusal, refuse, type Refusal } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft, firstOf } from '../../decision.ts';
import type { Money, Remedy } from '../../events/fields.ts';
import { isAsked, isPromised } from '../../remedies/remedy.ts';
import { foreignCurrency } from '../../rules/money.ts';
import { during, OPEN } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding } from '../../who-policy.ts';
import { moneyFields } from '../parts.ts';
import { grantCompensation } from './grant-compensation.ts';
import { isSameThing } from './grants.ts';

/** SOL-9: what was charged above the marked price comes back, that much and no more; above one's authority it is asked for. */
export const refundPriceDifference = command({
  name: 'RefundPriceDifference',
  summary:
    'Refund what was charged above the marked price; above your authority it becomes a request (SOL-9).',
  group: 'Solution',
  data: {
    item: field.reference({ example: 'Jasmine tea 500 g' }),
    marked: field.part('Money', moneyFields, { description: 'On the tag.' }),
    charged: field.part('Money', moneyFields, { description: 'At the till.' }),
    reference: field.reference({
      optional: true,
      example: 'Till 7, 14:32',
      description: 'When it was paid back at once (SOL-6).',
    }),
  },
  who: deciding({ level: 'amount', below: 'request' }),
  // Nobody asked for it before, since it comes back once: no request of one's own is answered.
  weighs: () => ({}),
  when: during([...OPEN, 'classified']),
  decide: ({ item, marked, charged, reference }, state, context) => {
    const remedy = differenceOf(item, marked, charged);
    const refusal = firstOf(
      foreignCurrency(marked, context),
      foreignCurrency(charged, context),
      noDifference(marked, charged),
      cameBackBefore(remedy, state),
    );
    if (refusal) return refusal;
    const reason = 'Charged above the marked price';
    const decided = grantCompensation.decide({ remedy, reason }, state, context);
    if (isRefusal(decided)) return decided;
    const grant = decided.find((event) => event.type === 'CompensationGranted')?.data.grant;
    const isPaid = reference !== undefined && grant !== undefined;
    return [
      draft('PriceCompared', { item, marked, charged }),
      ...decided,
      ...(isPaid ? [draft('CompensationDelivered', { grant, reference })] : []),
    ];
  },
});

const differenceOf = (goods: string, marked: Money, charged: Money): Remedy => ({
  kind: 'refund',
  amount: { ...charged, minor: Math.max(0, charged.minor - marked.minor) },
  goods,
});

const noDifference = (marked: Money, charged: Money): Refusal | undefined =>
  charged.minor > marked.minor
    ? undefined
    : refuse('SOL-9', 'no-difference', 'Nothing was charged above the marked price.', {
        remedy: 'Look at tag and receipt again.',
      });

/** It comes back once, and whoever was asked for it answers. */
const cameBackBefore = (remedy: Remedy, { remedies }: CaseRecord): Refusal | undefined =>
  remedies.some((each) => (isPromised(each) || isAsked(each)) && isSameThing(each.remedy, remedy))
    ? refuse('SOL-9', 'already-refunded', 'The difference for this was refunded, or asked for, before.', {
        remedy: 'Grant what was asked for, or name the other item.',
      })
    : undefined;
