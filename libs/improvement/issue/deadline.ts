import { computeDeadline, type Deadline, type Procedure } from '#procedures';
import type { Action } from './state.ts';

type Timed = Pick<Action, 'kind' | 'startedAt' | 'extended'>;

/** When an action is due, and why (D12). Our own programs raise issues only where the procedure says who leads them. */
export function deadlineOf({ kind, startedAt, extended }: Timed, procedure: Procedure | undefined): Deadline {
  const time = procedure?.improvement?.actions[kind];
  if (procedure === undefined || time === undefined)
    return { dueAt: extended?.to ?? startedAt, intervals: [] };
  const { calendar, timeZone } = procedure;
  const { due: allowance, warnAt } = time;
  return computeDeadline({
    ...{ allowance, calendar, timeZone, startedAt, pauses: [] },
    ...(warnAt !== undefined && { warnAt }),
    ...(extended && { extendedTo: extended.to, extendedAt: extended.at }),
  });
}
