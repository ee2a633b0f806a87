import { describe, expect, it } from 'vitest';
import { instant } from '../primitives.ts';
import { deciderSpecification, eventOf } from './decider-specification.ts';
import { account } from './account.fixture.ts';

const { given } = deciderSpecification(account);
const now = instant('2026-09-02T10:00:00Z');
const deposited = (amount: number) => ({ type: 'Deposited', data: { amount } }) as const;
const withdraw = (amount: number) => ({ type: 'Withdraw', data: { amount } }) as const;

describe('the given/when/then kit', () => {
  it('folds past drafts and whole events before it decides', () => {
    given([deposited(5), eventOf(deposited(5), { recordedAt: now })])
      .when(withdraw(8), { now })
      .then([{ type: 'Withdrawn', data: { amount: 8, at: now } }]);
  });

  it('recognises refusals and decisions without events', () => {
    given([deposited(5)])
      .when(withdraw(8), { now })
      .thenRefused('balance-too-low', 'BANK-1');
    given([]).when(withdraw(0), { now }).thenNothing();
  });

  it('shows what differs when the events are not the expected ones', () => {
    const assertion = () => {
      given([deposited(9)])
        .when(withdraw(8), { now })
        .then([deposited(8)]);
    };
    expect(assertion).toThrow(/'Withdrawn'[\s\S]*'Deposited'/);
  });

  it('shows the refusal when events were expected, and the events when a refusal was', () => {
    expect(() => {
      given([]).when(withdraw(8), { now }).then([]);
    }).toThrow('expected events, but refused: balance-too-low (BANK-1): The balance is 0.');
    expect(() => {
      given([deposited(9)])
        .when(withdraw(8), { now })
        .thenRefused('balance-too-low', 'BANK-1');
    }).toThrow('expected the refusal balance-too-low (BANK-1), but got Withdrawn');
    expect(() => {
      given([]).when(withdraw(8), { now }).thenRefused('account-closed', 'ACC-2');
    }).toThrow(/balance-too-low[\s\S]*account-closed/);
  });
});
