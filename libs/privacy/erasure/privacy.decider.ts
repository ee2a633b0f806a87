import { decideBy, type Decider } from '#event-sourcing';
import type { PrivacyContext, PrivacyTypes } from './command.ts';
import { privacyCommands, type PrivacyCommand } from './commands.ts';
import type { PrivacyEvent, PrivacyEventDraft } from './events.ts';
import { evolve, nothingAsked, type PrivacyState } from './state.ts';

/** The whole write model: what stands against erasing, and how far erasing has come. */
export const privacyDecider: Decider<
  PrivacyState,
  PrivacyCommand,
  PrivacyEventDraft,
  PrivacyEvent,
  PrivacyContext
> = {
  initialState: nothingAsked,
  decide: decideBy<PrivacyTypes>(privacyCommands, (_definition, state) => state),
  evolve,
};
