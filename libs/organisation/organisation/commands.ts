import type { CommandData, CommandOf } from '#event-sourcing';
import { adoptProcedure } from './commands/adopt-procedure.ts';
import { appointDeputy } from './commands/appoint-deputy.ts';
import { assignLevel } from './commands/assign-level.ts';
import { changePerson } from './commands/change-person.ts';
import { closeDepartment } from './commands/close-department.ts';
import { closeSite } from './commands/close-site.ts';
import { dropProcedure } from './commands/drop-procedure.ts';
import { endDeputy } from './commands/end-deputy.ts';
import { recordDeparture } from './commands/record-departure.ts';
import { registerDepartment } from './commands/register-department.ts';
import { registerPerson } from './commands/register-person.ts';
import { registerSite } from './commands/register-site.ts';
import { removeMailAddress } from './commands/remove-mail-address.ts';
import { setMailAddress } from './commands/set-mail-address.ts';
import { withdrawLevel } from './commands/withdraw-level.ts';

/** Every command of the organisation. A new command is a file and a line here. */
export const organisationCommands = [
  registerSite,
  registerDepartment,
  registerPerson,
  changePerson,
  assignLevel,
  withdrawLevel,
  appointDeputy,
  endDeputy,
  recordDeparture,
  closeDepartment,
  closeSite,
  adoptProcedure,
  dropProcedure,
  setMailAddress,
  removeMailAddress,
] as const;

export type OrganisationCommands = CommandData<typeof organisationCommands>;
export type OrganisationCommandType = keyof OrganisationCommands;
export type OrganisationCommand<Type extends OrganisationCommandType = OrganisationCommandType> = CommandOf<
  typeof organisationCommands,
  Type
>;
