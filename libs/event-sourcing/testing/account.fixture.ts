import type { EventContract } from '../codec.ts';
import { refuse, type Decider } from '../decider.ts';
import type { EventDraft } from '../event.ts';
import type { Instant } from '../primitives.ts';
import type { Stamped } from '../stamp.ts';

/** A decider small enough to test the machinery with. */
export type AccountDraft =
  | EventDraft<'Deposited', { readonly amount: number }>
  | EventDraft<'Withdrawn', { readonly amount: number; readonly at: Instant }>;
export type AccountEvent = Stamped<AccountDraft>;
export interface AccountCommand {
  readonly type: 'Deposit' | 'Withdraw';
  readonly data: { readonly amount: number };
}
export interface Account {
  readonly balance: number;
}
export interface AccountContext {
  readonly now: Instant;
}

export const account: Decider<Account, AccountCommand, AccountDraft, AccountEvent, AccountContext> = {
  initialState: { balance: 0 },
  decide({ type, data: { amount } }, { balance }, { now }) {
    if (amount === 0) return [];
    if (type === 'Deposit') return [{ type: 'Deposited', data: { amount } }];
    if (amount > balance) return refuse('BANK-1', 'balance-too-low', `The balance is ${balance}.`);
    return [{ type: 'Withdrawn', data: { amount, at: now } }];
  },
  evolve({ balance }, { type, data }) {
    switch (type) {
      case 'Deposited':
        return { balance: balance + data.amount };
      case 'Withdrawn':
        return { balance: balance - data.amount };
      default:
        return { balance };
    }
  },
};

const amount = { type: 'integer', minimum: 1 };
export const accountContracts: readonly EventContract[] = [
  { type: 'Deposited', version: 1, schema: { type: 'object', required: ['amount'], properties: { amount } } },
  {
    type: 'Withdrawn',
    version: 1,
    schema: { type: 'object', required: ['amount', 'at'], properties: { amount } },
  },
];
