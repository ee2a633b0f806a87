import { decideBy, type Decider } from '#event-sourcing';
import type { RulebookContext, RulebookTypes } from './command.ts';
import { rulebookCommands, type RulebookCommand } from './commands.ts';
import type { RulebookEvent, RulebookEventDraft } from './events.ts';
import { evolve, nothingInstalled, type Rulebook } from './state.ts';

/** The whole write model of a procedure's versions: that none is ever another one than it was (D13). */
export const rulebookDecider: Decider<
  Rulebook,
  RulebookCommand,
  RulebookEventDraft,
  RulebookEvent,
  RulebookContext
> = {
  initialState: nothingInstalled,
  decide: decideBy<RulebookTypes>(rulebookCommands, (_definition, state) => state),
  evolve,
};
