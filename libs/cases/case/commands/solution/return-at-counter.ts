import { field, refuse, type Refusal } from '#event-sourcing';
import {
  compensationLevel,
  counterReturnObstacles,
  daysBetween,
  findGoods,
  type CounterReturnRule,
} from '#procedures';
import { awaitedLevel, higherNeed, holds, matterNeed, unmet, type Need } from '../../authority.ts';
import { command } from '../../command.ts';
import { rankOf, type CaseContext } from '../../context.ts';
import { draft, firstOf } from '../../decision.ts';
import type { CaseEventData, CaseEventDraft } from '../../events.ts';
import { COUNTER_RETURNS, type Money, type Remedy } from '../../events/fields.ts';
import { dayGiven } from '../../moments.ts';
import {
  COUNTER_RULE,
  isAsked,
  isPromised,
  nextGrant,
  nextRequest,
  type Authority,
} from '../../remedies/remedy.ts';
import { worthOf } from '../../remedies/worth.ts';
import { foreignCurrency } from '../../rules/money.ts';
import { authorityOf, promiseNeed, totalWith } from '../../rules/promises.ts';
import { unfitRemedy } from '../../rules/remedies.ts';
import { during, WORKING } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding } from '../../who-policy.ts';
import { moneyFields } from '../parts.ts';
import { sameAsked } from './grants.ts';

const REASON = 'Goods brought back';

/**
 * SOL-5, ACC-4: goods brought back. Within the rule of the procedure the counter decides itself: the rule is its
 * authority. Otherwise it becomes a request to the level that the rule names.
 */
export const returnAtCounter = command({
  name: 'ReturnAtCounter',
  summary:
    'Take goods back or exchange them at the counter; outside of its rule it becomes a request (SOL-5).',
  group: 'Solution',
  data: {
    how: field.choice(COUNTER_RETURNS),
    goods: field.reference({
      example: 'watches',
      description: 'Kind of goods, by the words of the procedure; of others the counter does not decide.',
    }),
    paid: field.part('Money', moneyFields, { description: 'What was paid for them.' }),
    soldOn: field.day({
      optional: true,
      past: true,
      description: 'Default: the day of purchase recorded at intake, which it does not contradict.',
    }),
    resellable: field.yesNo({ description: 'Undamaged, and can be sold again.' }),
    receipt: field.yesNo({ description: 'A receipt or invoice was shown.' }),
    reference: field.reference({
      optional: true,
      example: 'Till 7, 14:32',
      description: 'When the money or the goods were handed over at once (SOL-6).',
    }),
  },
  who: deciding({ level: 'counter', below: 'request' }),
  when: during(WORKING),
  decide: (data, state, context) => {
    const rule = context.procedure.counterReturn;
    if (rule === undefined)
      return refuse('SOL-5', 'no-counter-rule', 'This procedure leaves no returns to the counter.', {
        remedy: 'Prepare a solution, or grant a refund or replacement.',
      });
    const goods = { ...data, rule, remedy: remedyFor(data) };
    const brought = broughtBack(goods, state, context);
    const refusal = firstOf(
      foreignCurrency(data.paid, context),
      unfitRemedy(goods.remedy, state, context),
      soldLater(brought.day),
      notAsRecorded(data, state),
    );
    if (refusal) return refusal;
    const ownDecision = brought.obstacles.length === 0 && isForTheCounter(goods, state, context);
    return [
      draft('GoodsBroughtBack', brought),
      ...(ownDecision
        ? takenBack(goods, counterAuthority(goods, state, context), state, context)
        : goneUp(goods, state, context)),
    ];
  },
});

interface Brought {
  readonly how: (typeof COUNTER_RETURNS)[number];
  readonly goods: string;
  readonly paid: Money;
  readonly soldOn?: string;
  readonly resellable: boolean;
  readonly receipt: boolean;
  readonly reference?: string;
}
interface Goods extends Brought {
  readonly rule: CounterReturnRule;
  readonly remedy: Remedy;
}

const remedyFor = ({ how, paid, goods }: Brought): Remedy => ({
  kind: how === 'return' ? 'refund' : 'replacement',
  amount: paid,
  goods,
});

function broughtBack(
  { how, goods, soldOn: given, resellable, receipt, rule, remedy }: Goods,
  state: CaseRecord,
  context: CaseContext,
): CaseEventData<'GoodsBroughtBack'> {
  const soldOn = given ?? state.retail?.purchasedOn;
  const day = soldOn === undefined ? undefined : daysBetween(soldOn, dayGiven(context));
  const facts = { kind: goods, day, resellable, hasReceipt: receipt };
  const obstacles = counterReturnObstacles(rule, { ...facts, total: totalWith(remedy, state, context) });
  return {
    ...{ how, goods, resellable, receipt, obstacles: [...obstacles] },
    ...(soldOn !== undefined && { soldOn }),
    ...(day !== undefined && { day }),
  };
}

const soldLater = (day: number | undefined): Refusal | undefined =>
  day === undefined || day >= 0
    ? undefined
    : refuse('SOL-5', 'sold-later', 'Goods are not brought back before they were sold.', {
        remedy: 'Correct the day of the sale, or when this happened.',
      });

/** SOL-5: what the intake says of the sale holds until it is corrected there. */
function notAsRecorded({ soldOn, paid }: Pick<Brought, 'soldOn' | 'paid'>, { retail }: CaseRecord) {
  const { purchasedOn, goodsValue } = retail ?? {};
  const otherDay = purchasedOn !== undefined && soldOn !== undefined && soldOn !== purchasedOn;
  const dearer = goodsValue?.currency === paid.currency && paid.minor > goodsValue.minor;
  return otherDay || dearer
    ? refuse(
        'SOL-5',
        'not-as-recorded',
        'The intake records another day of purchase, or goods of less value.',
        {
          remedy: 'Say what is recorded, or correct the intake first.',
        },
      )
    : undefined;
}

/** SOL-5: goods come back once, and what is for a level above the reach of the rule is not decided below it (AUT-3). */
const isForTheCounter = (goods: Goods, state: CaseRecord, context: CaseContext): boolean =>
  !levelIsAsked(state, context) && !cameBack(goods, state) && !isAbove(goods, state, context);

const cameBack = ({ rule, goods }: Goods, { remedies }: CaseRecord): boolean =>
  remedies.some(
    (each) =>
      (isPromised(each) || isAsked(each)) &&
      each.remedy.goods !== undefined &&
      findGoods(rule, each.remedy.goods) === findGoods(rule, goods),
  );

function isAbove({ rule }: Goods, state: CaseRecord, context: CaseContext): boolean {
  const { procedure } = context;
  const need = matterNeed(state, context);
  const reach =
    (rule.upTo === undefined ? undefined : compensationLevel(procedure, rule.upTo)) ?? rule.otherwise;
  return (
    rankOf(procedure, need.level) > rankOf(procedure, reach) && unmet(need, state, context) !== undefined
  );
}

/** AUT-4: what a level was asked is not decided at the counter meanwhile. */
const levelIsAsked = (state: CaseRecord, context: CaseContext): boolean => {
  const asked = awaitedLevel(state);
  return asked !== undefined && !holds(asked, context);
};

/** The rule is the authority, up to its own limit. */
function counterAuthority(
  { remedy, rule: { upTo } }: Goods,
  state: CaseRecord,
  context: CaseContext,
): Authority {
  const { limit: _, ...authority } = authorityOf(totalWith(remedy, state, context), COUNTER_RULE, context);
  const { currency } = context.procedure;
  return { ...authority, ...(upTo !== undefined && { limit: { minor: upTo, currency } }) };
}

function takenBack(
  { remedy, reference }: Goods,
  authority: Authority,
  state: CaseRecord,
  context: CaseContext,
): readonly CaseEventDraft[] {
  const grant = nextGrant(state.remedies);
  const worth = worthOf(remedy, state, context.procedure.currency);
  const request = sameAsked(remedy, state, context);
  const granted = {
    grant,
    ...(request !== undefined && { request }),
    remedy,
    ...(worth && { worth }),
    reason: REASON,
    authority,
  };
  return [
    draft('CompensationGranted', granted),
    ...(reference === undefined ? [] : [draft('CompensationDelivered', { grant, reference })]),
  ];
}

/** Outside of the rule: a request to the level that it names, which decides at once where it stands there itself. */
function goneUp(goods: Goods, state: CaseRecord, context: CaseContext): readonly CaseEventDraft[] {
  const { remedy, rule } = goods;
  const named: Need = {
    ...{ level: rule.otherwise, rule: 'SOL-5', because: COUNTER_RULE },
    ...{ doing: 'Taking these goods back', inPerson: true },
  };
  const need = higherNeed([named, promiseNeed(remedy, state, context)], context);
  const authority = authorityOf(totalWith(remedy, state, context), need.because ?? need.rule, context);
  if (unmet(need, state, context) === undefined) return takenBack(goods, authority, state, context);
  const worth = worthOf(remedy, state, context.procedure.currency);
  const request = nextRequest(state.remedies);
  const asked = { request, remedy, ...(worth && { worth }), reason: REASON, authority };
  return [draft('CompensationRequested', { ...asked, neededLevel: need.level })];
}
