import { commandId, type CommandToSend, type EventId, type ProcessManager } from '#event-sourcing';
import { caseIdOf, caseStreamOf } from '../case/case-id.ts';
import type { CaseCommand, CaseCommands, CaseCommandType } from '../case/commands.ts';
import type { CaseEvent } from '../case/events.ts';

/**
 * The steps between two cases that are merged (LIF-2). Each case decides on its own half, so whoever dies between two
 * steps leaves nothing half done: the next one takes the step again, and the case knows it by its id.
 *
 * MergeStarted in A → TakeOverCase in B → CompleteMerge in A. Refused by B: DeclineMerge in A. Refused by A, because
 * somebody was told meanwhile that it cannot be: ReleaseTakeOver in B. What A gives differently afterwards counts in B.
 */
export const mergeProcess: ProcessManager<CaseEvent, CaseCommand> = {
  name: 'merging',
  types: ['MergeStarted', 'CaseTakenOver', 'MergeReversed', 'TakeOverReleased', 'MergedSumChanged'],
  react(event) {
    const [own, cause] = [caseIdOf(event.stream), event.id];
    if (own === undefined) return [];
    switch (event.type) {
      case 'MergeStarted': {
        const { into, ...merging } = event.data;
        const { id, role } = event.metadata.actor;
        return [to({ caseId: into, cause }, 'TakeOverCase', { from: own, ...merging, by: { id, role } })];
      }
      case 'MergedSumChanged': {
        const { into, ...sum } = event.data;
        return [to({ caseId: into, cause }, 'AdjustTakenOver', { from: own, ...sum })];
      }
      case 'CaseTakenOver': {
        const { from, merge, reason } = event.data;
        return [to({ caseId: from, cause }, 'CompleteMerge', { into: own, merge, reason })];
      }
      case 'MergeReversed': {
        const { from: into, ...merging } = event.data;
        return [to({ caseId: into, cause }, 'ReleaseTakeOver', { from: own, ...merging })];
      }
      case 'TakeOverReleased': {
        const { cases, reason, onward } = event.data;
        if (onward === undefined) return [];
        return [
          to({ caseId: onward.into, cause }, 'ReleaseTakeOver', {
            from: own,
            merge: onward.merge,
            cases,
            reason,
          }),
        ];
      }
      default:
        return [];
    }
  },
  refused(event, { message }) {
    const [own, cause] = [caseIdOf(event.stream), event.id];
    if (own === undefined) return [];
    if (event.type === 'MergeStarted') {
      const { into, merge } = event.data;
      return [to({ caseId: own, cause, instead: true }, 'DeclineMerge', { into, merge, reason: message })];
    }
    if (event.type !== 'CaseTakenOver') return [];
    const { from, merge, carries } = event.data;
    const cases = carries.map((each) => each.case);
    return [
      to({ caseId: own, cause, instead: true }, 'ReleaseTakeOver', { from, merge, cases, reason: message }),
    ];
  },
};

interface Addressed {
  readonly caseId: string;
  readonly cause: EventId;
  /** Tells what is asked for in the place of something refused from that. */
  readonly instead?: true;
}

const to = <Type extends CaseCommandType>(
  { caseId, cause, instead }: Addressed,
  type: Type,
  data: CaseCommands[Type],
): CommandToSend<CaseCommand> => ({
  stream: caseStreamOf(caseId),
  // Name and data belong together by the table of commands.
  command: { type, data } as unknown as CaseCommand,
  commandId: commandId('merging', cause, instead ? 'instead' : 'step'),
});
