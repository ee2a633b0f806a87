import { decideBy, type Decider } from '#event-sourcing';
import type { OrganisationContext, OrganisationTypes } from './command.ts';
import { organisationCommands, type OrganisationCommand } from './commands.ts';
import type { OrganisationEvent, OrganisationEventDraft } from './events.ts';
import { evolve } from './evolve.ts';
import { nobodyYet, type Organisation } from './state.ts';

/** The whole write model of the organisation. Only administrators reach it; the edge sees to that (D22). */
export const organisationDecider: Decider<
  Organisation,
  OrganisationCommand,
  OrganisationEventDraft,
  OrganisationEvent,
  OrganisationContext
> = {
  initialState: nobodyYet,
  decide: decideBy<OrganisationTypes>(organisationCommands, (_definition, state) => state),
  evolve,
};
