import { commandId, type CommandId, type Instant } from '#event-sourcing';
import { dutyStreamOf } from '../duty/duty-id.ts';
import type { DutyCommand } from '../duty/commands.ts';
import type { DutyDocument } from '../list/duties.projection.ts';

type Scheduled = Extract<
  DutyCommand,
  { readonly type: 'OpenDuty' | 'DrawCases' | 'RecordDutyWarning' | 'RecordDutyMiss' }
>;

/** What the passing of time asks of a duty. */
export interface DueDuty {
  readonly dutyId: string;
  /** When it became due, however late it is now (CLK-6). */
  readonly at: string;
  readonly command: Scheduled;
  /** The same for the same turn: sent twice, it happens once (D9). */
  readonly commandId: CommandId;
}

export const dueDuty = (dutyId: string, at: string, type: Scheduled['type']): DueDuty => ({
  ...{ dutyId, at, command: { type, data: {} }, commandId: commandId(dutyStreamOf(dutyId), type) },
});

/** Everything that is due of a turn at a moment. Nobody is warned of what is over already. */
export function dueOfTurn(turn: DutyDocument, now: Instant | string): readonly DueDuty[] {
  const { dutyId, opensAt, warnAt, dueAt, work, drawn, status, warned, missedAt } = turn;
  const draws = work === 'spotCheck' && drawn === undefined ? [dueDuty(dutyId, opensAt, 'DrawCases')] : [];
  if (status !== 'open' || missedAt !== undefined) return draws;
  if (dueAt <= now) return [...draws, dueDuty(dutyId, dueAt, 'RecordDutyMiss')];
  const isWarned = warnAt === undefined || warned || warnAt > now;
  return isWarned ? draws : [...draws, dueDuty(dutyId, warnAt, 'RecordDutyWarning')];
}
