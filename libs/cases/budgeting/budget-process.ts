import { budgetIdOf, budgetStreamOf, type BudgetCommand, type BudgetEvent } from '#budgets';
import { commandId, type CommandToSend, type EventId, type ProcessManager } from '#event-sourcing';
import { NO_CASE } from '../case.aggregate.ts';
import { caseStreamOf } from '../case/case-id.ts';
import type { CaseCommand } from '../case/commands.ts';
import type { CaseEvent } from '../case/events.ts';

const NAME = 'budgets';

/**
 * The steps between a case and the budget of whoever promised something in it (SOL-8). The sum is set aside first, by the
 * command itself. BudgetReserved: the case is asked to let go of it unless it has promised it. What the case then says,
 * that it has, that it takes back, that it lets go, the budget counts.
 */
export const budgetProcess: ProcessManager<CaseEvent | BudgetEvent, CaseCommand | BudgetCommand> = {
  name: NAME,
  types: ['BudgetReserved', 'BudgetDrawn', 'BudgetDrawReduced', 'BudgetDrawVoided'],
  react(event) {
    switch (event.type) {
      case 'BudgetReserved': {
        const { draw, case: caseId } = event.data;
        const budget = budgetIdOf(event.stream) ?? '';
        const data = { draw, budget, reservedAt: event.metadata.recordedAt };
        return [step(caseStreamOf(caseId), { type: 'VoidBudgetDraw', data }, event.id)];
      }
      case 'BudgetDrawn':
      case 'BudgetDrawReduced':
        return [
          settle(budgetStreamOf(event.data.budget), event.data.draw, event.data.amount.minor, event.id),
        ];
      case 'BudgetDrawVoided':
        return [settle(budgetStreamOf(event.data.budget), event.data.draw, 0, event.id)];
      default:
        return [];
    }
  },
  /** A case that is not there promises nothing. */
  refused: (event, { code }) =>
    event.type === 'BudgetReserved' && code === NO_CASE
      ? [settle(event.stream, event.data.draw, 0, event.id)]
      : [],
};

type Sent = CommandToSend<CaseCommand | BudgetCommand>;

const step = (stream: Sent['stream'], command: Sent['command'], cause: EventId): Sent => ({
  ...{ stream, command },
  commandId: commandId(NAME, cause, command.type),
});

const settle = (stream: Sent['stream'], draw: string, minor: number, cause: EventId): Sent =>
  step(stream, { type: 'SettleBudget', data: { draw, minor } }, cause);
