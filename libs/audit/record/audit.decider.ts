import { decideBy, type Decider } from '#event-sourcing';
import type { AuditTypes } from './command.ts';
import { auditCommands, type AuditCommand } from './commands.ts';
import type { AuditEvent, AuditEventDraft } from './events.ts';

/** The write model of a person's day: everything that is told it is recorded, once for each command. */
export const auditDecider: Decider<object, AuditCommand, AuditEventDraft, AuditEvent, object> = {
  initialState: {},
  decide: decideBy<AuditTypes>(auditCommands, (_definition, state) => state),
  evolve: (state) => state,
};
