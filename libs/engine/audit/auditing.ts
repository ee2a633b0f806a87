import { randomUUID } from 'node:crypto';
import { auditAggregate, auditId, type AuditCommand } from '#audit';
import type { Actor, Clock, CommandId } from '#event-sourcing';
import type { Send } from '../commands/commands.ts';
import { createTurns } from './turns.ts';

/** What somebody does that has to be on record, and who does it. */
export interface Act {
  readonly command: AuditCommand;
  readonly actor: Actor;
  readonly correlationId?: string;
}

/** Who decides about parked events, and from where. */
export interface Operator extends Pick<Act, 'actor' | 'correlationId'> {
  readonly through: 'api' | 'command-line';
}

/** What cannot be put on record is not done either; the message says why. */
export class NotOnRecord extends Error {
  override readonly name = 'NotOnRecord';
}

/**
 * Puts on record what somebody does, before they are answered. Resolves when it stands in the history; throws
 * {@link NotOnRecord}, or EventStoreUnavailable, when it does not.
 */
export function createAuditing(send: Send, clock: Clock): (act: Act) => Promise<void> {
  // A person may ask for many things at once, which all go into one stream.
  const inTurn = createTurns();
  return async ({ command, actor, correlationId }) => {
    const id = auditId(actor.id, clock());
    const commandId = randomUUID() as CommandId;
    const request = { id, command, actor, commandId, ...(correlationId !== undefined && { correlationId }) };
    const outcome = await inTurn(id, () => send(auditAggregate.kind, request));
    if ('revision' in outcome) return;
    const why = outcome.outcome === 'refused' ? outcome.refusal.message : 'Too much is recorded at once.';
    throw new NotOnRecord(`This has to be on record, and could not be put there. ${why}`);
  };
}
