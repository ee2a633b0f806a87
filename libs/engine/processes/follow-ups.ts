import {
  eventId,
  NOT_YET,
  NotYet,
  reactTo,
  REPEAT_NOT_RECOGNISED,
  type CommandContent,
  type DomainEvent,
  type ProcessManager,
  type Refusal,
  type SendCommand,
  type StreamName,
} from '#event-sourcing';
import type { Logger } from '#platform';
import { AGGREGATES } from '../aggregates.ts';
import type { Outcome, Send } from '../commands/commands.ts';

/** With its own events and commands forgotten: whom it sends them to says the stream. */
export type AnyProcess = ProcessManager<DomainEvent, CommandContent>;

/** Sends what a process asks for; throws when it was not settled. */
export const sender =
  (send: Send, { name }: AnyProcess): SendCommand<DomainEvent, CommandContent> =>
  async ({ stream, command, commandId }, cause) => {
    const { kind, id } = addressOf(stream);
    const actor = { id: name, role: 'system' };
    return settled(await send(kind, { id, command, commandId, actor, causationId: cause.id }));
  };

function addressOf(stream: StreamName): { readonly kind: string; readonly id: string } {
  const found = AGGREGATES.find(({ kind }) => stream.startsWith(`${kind}-`));
  if (found === undefined) throw new RangeError(`nothing is called ${stream}`);
  return { kind: found.kind, id: stream.slice(found.kind.length + 1) };
}

function settled(outcome: Outcome): Refusal | undefined {
  switch (outcome.outcome) {
    case 'accepted':
    case 'repeated':
    case 'unchanged':
      return undefined;
    case 'refused':
      if (outcome.refusal.code === NOT_YET) throw new NotYet(outcome.refusal.message);
      // The id of a step follows from its cause alone: where it stands, this step was taken.
      return outcome.refusal.code === REPEAT_NOT_RECOGNISED ? undefined : outcome.refusal;
    case 'stale':
    case 'commandIdReused':
    case 'contended':
      throw new Error(`a step between two streams was not settled: ${outcome.outcome}`);
  }
}

const streamOf = (kind: string, id: string): StreamName | undefined =>
  AGGREGATES.find((each) => each.kind === kind)?.stream(id);

/**
 * Takes the further steps of processes right after the command that asks for them, so that whoever sent it finds them
 * done. What cannot be done now is done by the process that follows the history.
 */
export function withFollowUps(send: Send, managers: readonly AnyProcess[], log: Logger): Send {
  const sendAll: Send = async (kind, request) => {
    const outcome = await send(kind, request);
    if (outcome.outcome !== 'accepted' && outcome.outcome !== 'repeated') return outcome;
    const stream = streamOf(kind, request.id);
    if (stream === undefined) return outcome;
    let last = outcome;
    const following: Send = async (to, step) => {
      const result = await sendAll(to, step);
      if ('revision' in result) last = later(last, result, streamOf(to, step.id) === stream);
      return result;
    };
    try {
      // Type and data of an outcome's events are those that were recorded.
      const causes = outcome.events.map((event, index) => ({
        ...event,
        stream,
        id: eventId(request.commandId, index),
      }));
      for (const cause of causes)
        for (const manager of managers.filter(({ types }) => types.includes(cause.type)))
          await reactTo(cause, manager, sender(following, manager));
    } catch (error) {
      log.warn({ err: error, stream }, 'the other stream will follow later');
    }
    return last;
  };
  return sendAll;
}

type Settled = Extract<Outcome, { readonly revision: unknown }>;

/** Where the history stands after the steps: whoever waits for that position sees both streams. */
const later = (first: Settled, step: Settled, isSame: boolean): Settled => ({
  ...first,
  ...(step.position > first.position && { position: step.position }),
  ...(isSame && step.revision > first.revision && { revision: step.revision }),
});
