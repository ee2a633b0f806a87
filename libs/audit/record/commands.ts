import type { CommandOf } from '#event-sourcing';
import { recordCommandLine } from './commands/record-command-line.ts';
import { recordParkedDecision } from './commands/record-parked-decision.ts';
import { recordReading } from './commands/record-reading.ts';

/** Every command of the audit. A new command is a file and a line here, and its event a line in `events.ts`. */
export const auditCommands = [recordReading, recordCommandLine, recordParkedDecision] as const;

export type AuditCommand = CommandOf<typeof auditCommands>;
export type RecordReading = Extract<AuditCommand, { readonly type: 'RecordReading' }>;
