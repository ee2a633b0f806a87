import {
  ORGANISATION_ID,
  organisationCommands,
  organisationEventSchemas,
  type OrganisationCommand,
} from '#organisation';
import type { CommandSurface } from './surface.ts';

/** The commands of the organisation, of which there is one: its address needs no id. */
export const organisation: CommandSurface = {
  commands: organisationCommands,
  events: organisationEventSchemas,
  access: 'admin',
  address: 'organisation',
  id: { name: 'organisation', example: ORGANISATION_ID },
  answer: 'OrganisationAnswer',
  noun: 'organisation',
  idOf: () => ORGANISATION_ID,
  newId: () => ORGANISATION_ID,
  assertBegun: () => Promise.resolve(),
  send: (engine, { command, ...request }) =>
    // The route's check has brought the data to what the command's definition says.
    engine.organise({ ...request, command: command as OrganisationCommand }),
};
