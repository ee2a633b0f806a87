import { parse, v5 } from 'uuid';
import type { CommandId, EventId } from './primitives.ts';

/** A stored contract: with another namespace every retry across an upgrade would be taken for a new command. */
const NAMESPACE = parse('6b1f5a52-0d3c-5d8e-9a44-7e5b1c0f2d91');

/** Bytes on both sides: given texts, the library takes several times as long to convert them. */
const idOf = (name: string): string => v5(Buffer.from(name), NAMESPACE);

/** Id of the event at `index` among those of one command: a retried append carries the same ids (design D4). */
export const eventId = (command: CommandId, index: number): EventId =>
  idOf(`event:${command}:${String(index)}`) as EventId;

/**
 * Id of a command derived from what causes it, for example `commandId('deadlines', 'breach', deadlineId)`,
 * so that a second delivery of the same cause is recognised as the same command (design D9).
 */
export const commandId = (...parts: readonly (string | number)[]): CommandId =>
  idOf(`command:${JSON.stringify(parts)}`) as CommandId;
