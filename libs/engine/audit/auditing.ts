import { randomUUID } from 'node:crypto';
import { auditDecider, auditId, auditStreamOf, type AuditCommand, type AuditEvent } from '#audit';
import { refuse, type Actor, type CommandId } from '#event-sourcing';
import { auditCodec } from '../commands/codecs.ts';
import { createCommands, type CommandedAggregate, type CommandPorts } from '../commands/commands.ts';
import { createTurns } from './turns.ts';

/** What somebody does that has to be on record, and who does it. */
export interface Act {
  readonly command: AuditCommand;
  readonly actor: Actor;
  readonly correlationId?: string;
}

/** What cannot be put on record is not done either; the message says why. */
export class NotOnRecord extends Error {
  override readonly name = 'NotOnRecord';
}

/**
 * Puts on record what somebody does, before they are answered. Resolves when it stands in the history; throws
 * {@link NotOnRecord}, or EventStoreUnavailable, when it does not.
 */
export function createAuditing(ports: CommandPorts): (act: Act) => Promise<void> {
  const handle = createCommands(ports, theDay);
  // A person may ask for many things at once, which all go into one stream.
  const inTurn = createTurns();
  return async ({ command, actor, correlationId }) => {
    const id = auditId(actor.id, ports.clock());
    const commandId = randomUUID() as CommandId;
    const request = { id, command, actor, commandId, ...(correlationId !== undefined && { correlationId }) };
    const outcome = await inTurn(id, () => handle(request));
    if ('revision' in outcome) return;
    const why = outcome.outcome === 'refused' ? outcome.refusal.message : 'Too much is recorded at once.';
    throw new NotOnRecord(`This has to be on record, and could not be put there. ${why}`);
  };
}

const theDay: CommandedAggregate<object, AuditCommand, AuditEvent, object> = {
  codec: auditCodec,
  decider: auditDecider,
  stream: auditStreamOf,
  prepare: ({ actor: { id, role = 'nobody' } }) =>
    Promise.resolve({ actor: () => ({ id, role }), context: () => ({}) }),
  missing: (id) => refuse('PRI-1', 'nothing-to-record', `There is nothing to record for ${id}.`),
};
