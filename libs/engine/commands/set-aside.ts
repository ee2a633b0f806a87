import { budgetAggregate, type BudgetCommand } from '#budgets';
import type { CasePorts } from '#cases';
import { commandId, EventStoreUnavailable, type AggregateRequest } from '#event-sourcing';
import type { Outcome } from './commands.ts';

/** So many people promise out of one budget at once only where it is a program that does. */
const MOST_ATTEMPTS = 5;

/** Sets a sum aside in the budget of a month; `false`: so much is not left (SOL-8). Throws EventStoreUnavailable. */
export const settingAside =
  (
    carryOut: (kind: string) => (request: AggregateRequest<BudgetCommand>) => Promise<Outcome>,
  ): CasePorts['reserve'] =>
  async ({ budget, actor, cause, ...data }) => {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const outcome = await carryOut(budgetAggregate.kind)({
        ...{ id: budget, actor, causationId: cause, command: { type: 'ReserveBudget', data } },
        commandId: commandId('budgets', data.draw, data.amount.minor),
      });
      if (outcome.outcome === 'refused') return false;
      if ('revision' in outcome) return true;
    }
    throw new EventStoreUnavailable('too many draw on one budget at once');
  };
