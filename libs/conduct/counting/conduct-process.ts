import { caseIdOf, procedureOf, type CaseEvent } from '#cases';
import { commandId, type CommandToSend, type ProcessManager } from '#event-sourcing';
import { conductIdOf, conductStreamOf } from '../record/codec.ts';
import type { ConductCommand } from '../record/commands.ts';

const NAME = 'conduct';

/**
 * The step from a case to the record of whoever was found responsible in it (CON-2). The case says in its own history what
 * counts and what does not any more, once each and in that order; so it makes no difference who tells the record, when, or
 * how often.
 */
export const conductProcess: ProcessManager<CaseEvent, ConductCommand> = {
  name: NAME,
  types: ['ResponsibilityCounted', 'ResponsibilityTakenBack'],
  react(event) {
    const [caseId, procedure] = [caseIdOf(event.stream), procedureOf(event)];
    if (caseId === undefined || procedure === undefined) return [];
    const to = (person: string, command: ConductCommand): readonly CommandToSend<ConductCommand>[] => [
      {
        stream: conductStreamOf(conductIdOf({ procedure: procedure.id, person })),
        command,
        commandId: commandId(NAME, event.id),
      },
    ];
    switch (event.type) {
      case 'ResponsibilityCounted': {
        const { person, ...counted } = event.data;
        return to(person, { type: 'CountComplaint', data: { case: caseId, ...counted } });
      }
      case 'ResponsibilityTakenBack': {
        const { person, count } = event.data;
        return to(person, { type: 'TakeBackComplaint', data: { case: caseId, count } });
      }
      default:
        return [];
    }
  },
  /** A procedure that keeps no record any more has nothing to count in. */
  refused: () => [],
};
