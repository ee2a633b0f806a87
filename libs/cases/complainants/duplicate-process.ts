import { commandId, type Cause, type ProcessManager } from '#event-sourcing';
import type { CaseCommand } from '../case/commands.ts';
import type { CaseEvent } from '../case/events.ts';

/**
 * Looks for duplicates of every complaint once more when it stands in the history (INT-10): what the intake could not see,
 * because the read models were away, behind, or did not know a complaint of the same moment yet; and again when it is corrected who
 * complains. Imported cases are old.
 */
export const duplicateProcess: ProcessManager<CaseEvent, CaseCommand> = {
  name: 'duplicates',
  types: ['ComplaintLogged', 'IntakeCorrected'],
  react(event) {
    if (!isAboutComplainant(event)) return [];
    const command: CaseCommand<'SuspectDuplicates'> = { type: 'SuspectDuplicates', data: {} };
    return [{ stream: event.stream, command, commandId: commandId('duplicates', event.id) }];
  },
  // A case that cannot be looked at stays as it is.
  refused: () => [],
};

const isAboutComplainant = (event: Cause<CaseEvent>): boolean =>
  event.type === 'ComplaintLogged'
    ? event.data.source === undefined
    : event.type === 'IntakeCorrected' && event.data.complainant !== undefined;
