import { commandId, type CommandId, type Instant } from '#event-sourcing';
import { caseStreamOf } from '../case/case-id.ts';
import type { CaseCommand } from '../case/commands.ts';

/** A running clock, as far as the scheduler needs to know it. */
export interface OpenDeadline {
  readonly caseId: string;
  readonly clock: string;
  readonly dueAt: string;
  readonly warnAt?: string;
  readonly warned: boolean;
  readonly breached: boolean;
}

type DeadlineCommand = CaseCommand<
  'RecordDeadlineWarning' | 'RecordDeadlineBreach' | 'RecordHolidaysDecreed'
>;

/** What the passing of time asks of a case. */
export interface DueDeadline {
  readonly caseId: string;
  /** When it became due, however late it is now (CLK-6). */
  readonly at: string;
  readonly command: DeadlineCommand;
  /** The same for the same due time: sent twice, it happens once (D9). */
  readonly commandId: CommandId;
}

/**
 * Everything that is due at a moment, in the order in which it became due. Pure: the same deadlines give the same
 * commands under the same ids. Nobody is warned of what is over already: then only the breach is due.
 */
export const dueCommands = (
  deadlines: readonly OpenDeadline[],
  now: Instant | string,
): readonly DueDeadline[] =>
  deadlines
    .flatMap((deadline) => (deadline.dueAt <= now ? breach(deadline) : warning(deadline)))
    .filter(({ at }) => at <= now)
    .sort(byDueOrder);

function warning(deadline: OpenDeadline): readonly DueDeadline[] {
  const { caseId, clock, dueAt, warnAt, warned, breached } = deadline;
  if (warnAt === undefined || warned || breached) return [];
  const command: DeadlineCommand = { type: 'RecordDeadlineWarning', data: { clock, dueAt } };
  return [{ caseId, at: warnAt, command, commandId: idOf(deadline, 'warning') }];
}

function breach(deadline: OpenDeadline): readonly DueDeadline[] {
  const { caseId, clock, dueAt, breached } = deadline;
  if (breached) return [];
  const command: DeadlineCommand = { type: 'RecordDeadlineBreach', data: { clock, dueAt } };
  return [{ caseId, at: dueAt, command, commandId: idOf(deadline, 'breach') }];
}

/** By the name of the stream: ids of another kind of aggregate may be the same. */
const idOf = ({ caseId, clock, dueAt }: OpenDeadline, what: 'warning' | 'breach' | 'decreed'): CommandId =>
  commandId(caseStreamOf(caseId), clock, dueAt, what);

/** To reckon anew what is due in a year whose holidays may be decreed by now (CLK-2). */
export function decreed(deadline: OpenDeadline): DueDeadline {
  const { caseId, clock, dueAt } = deadline;
  const command: DeadlineCommand = { type: 'RecordHolidaysDecreed', data: { clock, dueAt } };
  return { caseId, at: dueAt, command, commandId: idOf(deadline, 'decreed') };
}

/** Times, then names, so that every run takes the same order. */
const byDueOrder = (left: DueDeadline, right: DueDeadline): number =>
  compare(left.at, right.at) ||
  compare(left.caseId, right.caseId) ||
  compare(left.command.data.clock, right.command.data.clock);

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
