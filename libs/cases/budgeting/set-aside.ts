import { budgetId } from '#budgets';
import { isRefusal, type Actor, type CommandId } from '#event-sourcing';
import { caseDecider } from '../case/case.decider.ts';
import type { CaseCommand } from '../case/commands.ts';
import type { CaseContext, SetAside } from '../case/context.ts';
import type { Money } from '../case/events/fields.ts';
import { hasBudget } from '../case/rules/budget-draws.ts';
import type { CaseState } from '../case/state.ts';
import { monthOf } from '../local-month.ts';

/** What is wanted of the budget of a month, by whom. */
export interface Wanted {
  readonly budget: string;
  readonly draw: string;
  readonly case: string;
  readonly amount: Money;
  readonly limit: Money;
  readonly actor: Actor;
  readonly cause: CommandId;
}

/**
 * SOL-8: sets aside what the command would promise of its sender's own accord, before it is decided; `undefined` where that
 * is nothing, or more than is left. Any command is asked, so that none that promises can be forgotten. It counts in the month in which it is recorded, so that nobody draws on a past one.
 */
export async function setAsideFor(
  command: CaseCommand,
  state: CaseState,
  context: CaseContext,
  reserve: (wanted: Wanted) => Promise<boolean>,
): Promise<SetAside | undefined> {
  const { procedure, actor, stamp, caseId = '' } = context;
  const minor = hasBudget(context) ? wouldDraw(command, state, context) : 0;
  if (procedure.budgets === undefined || minor === 0) return undefined;
  const { currency, timeZone } = procedure;
  const month = monthOf(stamp.recordedAt, timeZone);
  const names = {
    draw: drawName(state, `${stamp.commandId}/${month}`),
    budget: budgetId({ month, procedure: procedure.id, person: actor.id }),
  };
  const amount = { minor, currency };
  const limit = { minor: procedure.budgets.frontline, currency };
  const wanted = { ...names, case: caseId, amount, limit, actor, cause: stamp.commandId };
  return (await reserve(wanted)) ? { ...names, minor } : undefined;
}

/** By the decision itself, as if there were no end to the budget. */
function wouldDraw(command: CaseCommand, state: CaseState, context: CaseContext): number {
  const setAside = { draw: '', budget: '', minor: Infinity };
  const decided = caseDecider.decide(command, state, { ...context, setAside });
  if (isRefusal(decided)) return 0;
  return decided.reduce((sum, each) => sum + (each.type === 'BudgetDrawn' ? each.data.amount.minor : 0), 0);
}

/**
 * Another one after each that the case has let go of: nobody promises with what was given back meanwhile. A command that is
 * tried again in the next month has another one too, since each budget asks the case about its own.
 */
function drawName(state: CaseState, begins: string): string {
  const draws = state.status === 'logged' ? (state.draws ?? []) : [];
  const gone = draws.filter(({ draw }) => draw.startsWith(`${begins}/`));
  return `${begins}/${String(gone.length)}`;
}
