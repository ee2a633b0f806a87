import { decideBy, isRefusal, type Decider, type Decision } from '#event-sourcing';
import type { DutyContext, DutyTypes } from './command.ts';
import { dutyCommands, type DutyCommand } from './commands.ts';
import type { DutyEvent, DutyEventDraft } from './events.ts';
import { isMissedBy, missOf, noSuchDuty, notOpen } from './rules.ts';
import { evolve, noDuty, type DutyState } from './state.ts';

const decided = decideBy<DutyTypes>(dutyCommands, ({ when }, state) => {
  if (when === 'begins') return state;
  if (state.status === 'none') return noSuchDuty('');
  return (when === 'open' ? notOpen(state) : undefined) ?? state;
});

const SCHEDULED: ReadonlySet<string> = new Set(
  dutyCommands.filter(({ who }) => who.sentBy === 'scheduler').map(({ name }) => name),
);

/** What happened after the due time shows that it was missed, whether or not the scheduler has come by. */
function decide(command: DutyCommand, state: DutyState, context: DutyContext): Decision<DutyEventDraft> {
  const decision = decided(command, state, context);
  if (isRefusal(decision) || decision.length === 0 || SCHEDULED.has(command.type)) return decision;
  return isMissedBy(state, context.happenedAt) ? [missOf(state, context), ...decision] : decision;
}

/** The whole write model of one turn of a duty. Who may act is judged before, from what the organisation says (D22). */
export const dutyDecider: Decider<DutyState, DutyCommand, DutyEventDraft, DutyEvent, DutyContext> = {
  initialState: noDuty,
  decide,
  evolve,
};
