import { budgetId, budgetStreamOf, type BudgetEvent } from '#budgets';
import type { CommandRequest, RedressEngine } from '#engine';
import { commandId, instant, type CommandId } from '#event-sourcing';
import type { CaseCommand } from '#cases';
import { logging } from '../complaints.ts';
import { hire } from '../organisation.ts';
import { stateOf } from './merge-kill.fixtures.ts';

export const AGENT = 'agent-1';
const LEADER = 'leader-1';
export const NOW = instant('2026-11-27T09:00:00Z');

const procedure = 'call-centre';
const at = (level: string) => ({ procedure, level });

export const staffTheBudgets = (engine: RedressEngine, agent = AGENT): Promise<void> =>
  hire(
    engine,
    { id: agent, levels: [at('frontline')], frontline: false },
    { id: LEADER, levels: [at('frontline'), at('team-leader')], frontline: false },
  );

let sent = 0;
const by = (caseId: string, id: string, command: CaseCommand, commandIdOf?: CommandId): CommandRequest => ({
  ...{ caseId, command, actor: { id } },
  commandId: commandIdOf ?? commandId('budgets', caseId, command.type, (sent += 1)),
});

/** A small matter, ready for a credit. */
export async function smallMatter(engine: RedressEngine, caseId: string): Promise<void> {
  const { command } = logging(caseId, { procedure: { id: procedure, version: 1 } });
  const steps: readonly CaseCommand[] = [
    command,
    {
      type: 'ClassifyCase',
      data: { category: 'billing/bill', severity: 'small', criterion: 'can-answer' },
    },
  ];
  for (const step of steps) {
    const outcome = await engine.execute(by(caseId, AGENT, step));
    if (!('revision' in outcome)) throw new Error(JSON.stringify(outcome));
  }
}

export const granting = (caseId: string, minor: number): CommandRequest =>
  by(
    caseId,
    AGENT,
    {
      type: 'GrantCompensation',
      data: { remedy: { kind: 'refund', amount: { minor, currency: 'CNY' } }, reason: 'Charged twice.' },
    },
    commandId('grant', caseId),
  );

export const reversing = (caseId: string): CommandRequest =>
  by(
    caseId,
    LEADER,
    {
      type: 'ReverseCompensation',
      data: { grant: 'G1', reason: 'Another way was found.', how: 'notDelivered' },
    },
    commandId('reversal', caseId),
  );

export const budgetOfAgent = (month = '2026-11', person = AGENT): string =>
  budgetId({ month, procedure, person });

export interface Reckoned {
  /** Minor units by the budget itself. */
  readonly used: number;
  /** Set aside, and nobody has said yet what became of it. */
  readonly open: number;
  /** By what the cases promise. */
  readonly promised: number;
}

/** What stands in the streams: of the budget, and of the cases that drew on it. */
export async function reckon(
  engine: RedressEngine,
  caseIds: readonly string[],
  budget = budgetOfAgent(),
): Promise<Reckoned> {
  const draws = new Map<string, { minor: number; open: boolean }>();
  for (const stored of await engine.store.readStream(budgetStreamOf(budget))) {
    const { type, data } = { type: stored.type, data: JSON.parse(stored.data) } as BudgetEvent;
    if (type === 'BudgetReserved') draws.set(data.draw, { minor: data.amount.minor, open: true });
    else draws.set(data.draw, { minor: data.minor, open: false });
  }
  const states = await Promise.all(caseIds.map((caseId) => stateOf(engine, caseId)));
  const promised = states
    .flatMap((state) => (state.status === 'logged' ? (state.draws ?? []) : []))
    .filter((draw) => draw.budget === budget);
  const sum = (all: readonly { readonly minor: number }[]): number =>
    all.reduce((total, { minor }) => total + minor, 0);
  const all = [...draws.values()];
  return { used: sum(all), open: all.filter(({ open }) => open).length, promised: sum(promised) };
}
