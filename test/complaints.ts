import type { CaseCommands } from '#cases';
import type { CommandRequest } from '#engine';
import { commandId } from '#event-sourcing';

const COMPLAINT: CaseCommands['LogComplaint'] = {
  procedure: { id: 'residential-property', version: 1 },
  contactKind: 'complaint',
  channel: 'phone',
  complainant: { kind: 'individual', name: 'Li Na', phone: '13800001111' },
  description: 'The lift stands still again.',
};

/** A complaint about a lift as an engine is sent it, by `staff-1` at the front line; repeated for a case, it is the same command. */
export const logging = (
  caseId: string,
  more: Partial<CaseCommands['LogComplaint']> = {},
): CommandRequest => ({
  caseId,
  actor: { id: 'staff-1', role: 'operations' },
  commandId: commandId('logging', caseId),
  command: { type: 'LogComplaint', data: { ...COMPLAINT, ...more } },
});
