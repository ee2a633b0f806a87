import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft, firstOf } from '../../decision.ts';
import { foreignCurrency } from '../../rules/money.ts';
import { revalued, revaluingNeed } from '../../rules/revaluing.ts';
import { during } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding, weighing } from '../../who-policy.ts';
import { moneyFields } from '../parts.ts';

/** SOL-3: what a percentage can be taken of; recorded again when it was wrong. The value of goods is a fact of the intake. */
export const recordAmounts = command({
  name: 'RecordAmounts',
  summary: 'Record the bill or fee that a percentage can be taken of (SOL-3, ACC-5).',
  group: 'Investigation',
  data: {
    bill: field.part('Money', moneyFields, { optional: true }),
    fee: field.part('Money', moneyFields, { optional: true }),
    source: field.text({ example: 'Bill 2026-118 of room 1203.' }),
  },
  who: deciding({ level: 'takenAway', bound: false }),
  weighs: (data, state, context) => weighing(revaluingNeed(state, withAmounts(state, data), context)),
  when: during(['notArchived']),
  decide: (data, state, context) => {
    const { bill, fee } = data;
    if (bill === undefined && fee === undefined)
      return refuse('SOL-3', 'nothing-to-record', 'Say the bill or the fee.');
    return (
      firstOf(foreignCurrency(bill, context), foreignCurrency(fee, context)) ?? [
        draft('AmountsRecorded', data),
        ...revalued(state, withAmounts(state, data), context),
      ]
    );
  },
});

const withAmounts = (state: CaseRecord, { bill, fee }: Pick<CaseRecord, 'bill' | 'fee'>): CaseRecord => ({
  ...state,
  ...(bill && { bill }),
  ...(fee && { fee }),
});
