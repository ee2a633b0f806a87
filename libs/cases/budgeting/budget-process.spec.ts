import { describe, expect, it } from 'vitest';
import { budgetStreamOf, type BudgetEvent } from '#budgets';
import { instant, refuse, type Cause, type EventId } from '#event-sourcing';
import { caseStreamOf } from '../case/case-id.ts';
import type { CaseEvent } from '../case/events.ts';
import { budgetProcess } from './budget-process.ts';

const CASE = '7F3K-9M2Q-X4TB';
const BUDGET = '2026-11.call-centre.lin';
const AT = instant('2026-11-27T09:00:00Z');
const cny = (minor: number) => ({ minor, currency: 'CNY' });
const names = { draw: 'x/0', budget: BUDGET };

type Any = Cause<CaseEvent | BudgetEvent>;
const cause = (type: string, data: object, stream = caseStreamOf(CASE)): Any =>
  ({
    ...{ type, data, stream, id: `event of ${type}` as EventId },
    metadata: { actor: { id: 'lin', role: 'operations' }, recordedAt: AT },
  }) as unknown as Any;

const reserved = cause(
  'BudgetReserved',
  { draw: 'x/0', case: CASE, amount: cny(3_000), limit: cny(50_000) },
  budgetStreamOf(BUDGET),
);
const asked = (event: Any) => budgetProcess.react(event).map(({ stream, command }) => [stream, command]);
const settle = (minor: number) => ({ type: 'SettleBudget', data: { draw: 'x/0', minor } });

describe('the steps between a case and a budget', () => {
  it('SOL-8 of a sum that was set aside the case is asked whether it has promised it', () => {
    const data = { ...names, reservedAt: AT };
    expect(asked(reserved)).toEqual([[caseStreamOf(CASE), { type: 'VoidBudgetDraw', data }]]);
  });

  it.each([
    ['BudgetDrawn', { ...names, grant: 'G1', amount: cny(3_000) }, 3_000],
    ['BudgetDrawReduced', { ...names, amount: cny(1_000) }, 1_000],
    ['BudgetDrawVoided', names, 0],
  ] as const)('SOL-8 the budget counts what a case says: %s', (type, data, minor) => {
    expect(asked(cause(type, data))).toEqual([[budgetStreamOf(BUDGET), settle(minor)]]);
  });

  it('SOL-8 a case that is not there promises nothing; one that cannot be asked may have', () => {
    const instead = (code: string) =>
      budgetProcess.refused(reserved, refuse('X', code, 'No.')).map(({ command }) => command);
    expect(instead('case-not-found')).toEqual([settle(0)]);
    expect(instead('rules-changed')).toEqual([]);
  });

  it('D19 sends each step under an id that follows from its cause', () => {
    const ids = (event: Any) => budgetProcess.react(event).map(({ commandId }) => commandId);
    expect(ids(reserved)).toEqual(ids(reserved));
    expect(ids(reserved)).not.toEqual(ids(cause('BudgetDrawVoided', names)));
  });
});
