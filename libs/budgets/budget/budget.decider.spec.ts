import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  commandId,
  createCodec,
  eventId,
  isPersonId,
  isRefusal,
  personKey,
  stampMetadata,
} from '#event-sourcing';
import { anyStamp, runs } from '#event-sourcing/testing';
import { budgetDecider } from './budget.decider.ts';
import { budgetEventContracts, budgetId, budgetOf, LONGEST_BUDGET_ID } from './codec.ts';
import type { BudgetCommand } from './commands.ts';
import { untouchedBudget, usedOf, type BudgetState } from './state.ts';

const codec = createCodec(budgetEventContracts);
const LIMIT = 500;
const cny = (minor: number) => ({ minor, currency: 'CNY' });
const reserve = (draw: string, minor: number, limit = LIMIT): BudgetCommand => ({
  type: 'ReserveBudget',
  data: { draw, case: '7F3K-9M2Q-X4TB', amount: cny(minor), limit: cny(limit) },
});
const settle = (draw: string, minor: number): BudgetCommand => ({
  type: 'SettleBudget',
  data: { draw, minor },
});

/** What the commands come to, one after the other, and what became of the last one. */
function told(...commands: readonly BudgetCommand[]): {
  readonly state: BudgetState;
  readonly last: readonly string[] | string;
} {
  let state = untouchedBudget;
  let last: readonly string[] | string = [];
  for (const [index, command] of commands.entries()) {
    const decision = budgetDecider.decide(command, state, {});
    last = isRefusal(decision) ? decision.code : decision.map(({ type }) => type);
    for (const draft of isRefusal(decision) ? [] : decision) {
      const event = stampMetadata(draft, { ...anyStamp, schemaVersion: codec.versionOf(draft.type) });
      codec.encode(event, eventId(commandId('budget', index), 0));
      state = budgetDecider.evolve(state, event);
    }
  }
  return { state, last };
}

describe('the budget of a month', () => {
  it('SOL-8 gives to the last of it, and not one unit more', () => {
    expect(told(reserve('a', 300), reserve('b', 200)).last).toEqual(['BudgetReserved']);
    expect(told(reserve('a', 300), reserve('b', 201)).last).toBe('budget-exceeded');
  });

  it('SOL-8 counts what is only set aside, once for one draw, and what it grows by', () => {
    expect(told(reserve('a', 300), reserve('a', 300)).last).toEqual([]);
    expect(usedOf(told(reserve('a', 300), reserve('a', 500)).state)).toBe(500);
    expect(told(reserve('a', 300), reserve('b', 100), reserve('a', 401)).last).toBe('budget-exceeded');
  });

  it('SOL-8 has back what was not promised, taken back, or is worth less', () => {
    expect(usedOf(told(reserve('a', 300), settle('a', 300), settle('a', 120)).state)).toBe(120);
    expect(told(reserve('a', 500), settle('a', 0), reserve('b', 500)).last).toEqual(['BudgetReserved']);
  });

  it('D19 hears the same in any order: the lowest holds, and what was settled is not set aside again', () => {
    expect(usedOf(told(reserve('a', 300), settle('a', 0), settle('a', 300)).state)).toBe(0);
    expect(told(reserve('a', 300), settle('a', 300), settle('a', 300)).last).toEqual([]);
    expect(told(reserve('a', 300), settle('a', 0), reserve('a', 300)).last).toBe('draw-settled');
    expect(told(settle('nothing', 0)).last).toEqual([]);
  });

  it('SOL-8 a limit that was lowered since takes nothing away, and gives nothing more', () => {
    expect(told(reserve('a', 300), reserve('b', 1, 200)).last).toBe('budget-exceeded');
    expect(told(reserve('a', 300), reserve('b', 1, 301)).last).toEqual(['BudgetReserved']);
  });

  it('SOL-8 whatever comes in whatever order: never more than the limit, never less than nothing', () => {
    const draw = fc.constantFrom('a', 'b', 'c', 'd');
    const minor = fc.nat(LIMIT + 50);
    const commands = fc.array(
      fc.oneof(
        fc.tuple(draw, minor).map(([name, sum]) => reserve(name, sum)),
        fc.tuple(draw, minor).map(([name, sum]) => settle(name, sum)),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(commands, (all) => {
        const used = usedOf(told(...all).state);
        expect(used).toBeLessThanOrEqual(LIMIT);
        expect(used).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: runs(200) },
    );
  });
});

describe('whose budget it is', () => {
  it('D23 is one for a person, however the id is spelled, and another for each month and procedure', () => {
    const of = { month: '2026-11', procedure: 'call-centre', person: 'Lin Á' };
    expect(budgetId({ ...of, person: 'ＬＩＮ Á' })).toBe(budgetId(of));
    expect(budgetOf(budgetId(of))).toEqual({ ...of, person: 'lin á' });
    expect(budgetId({ ...of, month: '2026-12' })).not.toBe(budgetId(of));
    expect(budgetOf('2026-11.call-centre.%E0%A4%A')).toBeUndefined();
    expect(budgetOf('nothing')).toBeUndefined();
  });

  it('SOL-8 is there for every id that a person can have', () => {
    for (const letter of ['林', '㌖', 'é', '한']) {
      const person = personKey(letter.repeat(200));
      const of = { month: '2026-11', procedure: 'call-centre', person };
      expect(isPersonId(letter.repeat(200))).toBe(true);
      expect(budgetOf(budgetId(of))).toEqual(of);
    }
    expect(budgetOf(`2026-11.call-centre.${'a'.repeat(LONGEST_BUDGET_ID)}`)).toBeUndefined();
  });
});
