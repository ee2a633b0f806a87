import { caseIdOf, caseStreamOf, type CaseCommand, type CaseEvent } from '#cases';
import {
  eventId,
  reactTo,
  REPEAT_NOT_RECOGNISED,
  type Cause,
  type ProcessManager,
  type Refusal,
  type SendCommand,
} from '#event-sourcing';
import type { Logger } from '#platform';
import type { CommandOutcome, CommandRequest } from '../engine.ts';

type Execute = (request: CommandRequest) => Promise<CommandOutcome>;
type Manager = ProcessManager<CaseEvent, CaseCommand>;

/** Sends what a process asks for; throws when it was not settled. */
export const sender =
  (execute: Execute, { name }: Manager): SendCommand<CaseEvent, CaseCommand> =>
  async ({ stream, command, commandId }, cause) => {
    const caseId = caseIdOf(stream) ?? '';
    const actor = { id: name, role: 'system' };
    return settled(await execute({ caseId, command, commandId, actor, causationId: cause.id }));
  };

function settled(outcome: CommandOutcome): Refusal | undefined {
  switch (outcome.outcome) {
    case 'accepted':
    case 'repeated':
    case 'unchanged':
      return undefined;
    case 'refused':
      // The id of a step follows from its cause alone: where it stands, this step was taken.
      return outcome.refusal.code === REPEAT_NOT_RECOGNISED ? undefined : outcome.refusal;
    case 'stale':
    case 'commandIdReused':
    case 'contended':
      throw new Error(`a step between two cases was not settled: ${outcome.outcome}`);
  }
}

/**
 * Takes the further steps of a process right after the command that asks for them, so that whoever sent it finds them
 * done. What cannot be done now is done by the process that follows the history.
 */
export function withFollowUps(execute: Execute, manager: Manager, log: Logger): Execute {
  const types = new Set<string>(manager.types);
  const executeAll: Execute = async (request) => {
    const outcome = await execute(request);
    if (outcome.outcome !== 'accepted' && outcome.outcome !== 'repeated') return outcome;
    let last = outcome;
    const following: Execute = async (step) => {
      const result = await executeAll(step);
      if ('revision' in result) last = later(last, result);
      return result;
    };
    try {
      for (const [index, { type, data, metadata }] of outcome.events.entries()) {
        if (!types.has(type)) continue;
        const id = eventId(request.commandId, index);
        // Type and data of an outcome's events are those that were recorded.
        const stream = caseStreamOf(request.caseId);
        const cause = { id, stream, type, data, metadata } as Cause<CaseEvent>;
        await reactTo(cause, manager, sender(following, manager));
      }
    } catch (error) {
      log.warn({ err: error, caseId: request.caseId }, 'the other case will follow later');
    }
    return last;
  };
  return executeAll;
}

type Settled = Extract<CommandOutcome, { readonly revision: unknown }>;

/** Where the history stands after the steps: whoever waits for that position sees both cases. */
const later = (first: Settled, step: Settled): Settled => ({
  ...first,
  ...(step.position > first.position && { position: step.position }),
  ...(step.caseId === first.caseId && step.revision > first.revision && { revision: step.revision }),
});
