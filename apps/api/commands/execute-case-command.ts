import { randomUUID } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { caseIdFrom, caseStreamOf, type CaseCommand, type CaseCommands, type CaseCommandType } from '#cases';
import { commandId, instantOf, millisOf, type CommandId, type Instant } from '#event-sourcing';
import type { CommandRequest, Engine } from '#platform';
import { ENGINE } from '../options.ts';
import { malformed, Problem } from '../problems/index.ts';
import { answerTo, type CommandAnswer } from './answer.ts';

import type { Dated } from './command-data.ts';
import type { CommandEnvelope } from './envelope.ts';

/** Any command of the case, with its circumstances. One class for the whole union: each is decided by the decider, not here. */
export class ExecuteCaseCommand extends Command<CommandAnswer> {
  readonly command: CaseCommand;
  readonly happenedAt: Instant | undefined;
  readonly envelope: CommandEnvelope;

  constructor(command: CaseCommand, happenedAt: Instant | undefined, envelope: CommandEnvelope) {
    super();
    this.command = command;
    this.happenedAt = happenedAt;
    this.envelope = envelope;
  }
}

/** Separates the command's own data from the time that every body may carry. */
export function order<Type extends CaseCommandType>(
  type: Type,
  body: CaseCommands[Type] & Dated,
  envelope: CommandEnvelope,
): ExecuteCaseCommand {
  const { happenedAt, ...data } = body;
  // The check has already brought it to an instant.
  return new ExecuteCaseCommand(
    { type, data } as unknown as CaseCommand,
    happenedAt as Instant | undefined,
    envelope,
  );
}

/** Clocks of two machines differ a little. */
const SKEW_MILLIS = 60_000;

@CommandHandler(ExecuteCaseCommand)
export class ExecuteCaseCommandHandler implements ICommandHandler<ExecuteCaseCommand> {
  readonly #engine: Engine;

  constructor(@Inject(ENGINE) engine: Engine) {
    this.#engine = engine;
  }

  async execute({ command, happenedAt, envelope }: ExecuteCaseCommand): Promise<CommandAnswer> {
    if (happenedAt !== undefined) assertPast(happenedAt, this.#engine.now());
    const { caseId } = envelope;
    if (command.type === 'LogComplaint' && caseId !== undefined) await this.#assertBegun(caseId);
    const request = requestOf(command, happenedAt, envelope);
    return answerTo(await this.#engine.execute(request), caseId === undefined);
  }

  /** Numbers of cases are given out here; a complaint cannot choose one. */
  async #assertBegun(caseId: string): Promise<void> {
    const [first] = await this.#engine.store.readStream(caseStreamOf(caseId), { limit: 1 });
    if (first === undefined) throw new Problem(404, 'case-not-found', 'There is no such case.');
  }
}

function requestOf(
  command: CaseCommand,
  happenedAt: Instant | undefined,
  envelope: CommandEnvelope,
): CommandRequest {
  const { actor, correlationId, expectedRevision } = envelope;
  const id = idOf(envelope);
  return {
    caseId: envelope.caseId ?? caseIdFrom(id),
    command,
    actor,
    commandId: id,
    correlationId,
    ...(happenedAt === undefined ? {} : { happenedAt }),
    ...(expectedRevision === undefined ? {} : { expectedRevision }),
  };
}

/** The key belongs to the person and the case: nobody else's key can collide with it (D19). */
const idOf = ({ idempotencyKey, actor, caseId }: CommandEnvelope): CommandId =>
  idempotencyKey === undefined
    ? (randomUUID() as CommandId)
    : commandId('http', actor.id, idempotencyKey, caseId ?? '');

function assertPast(happenedAt: Instant, now: Instant): void {
  if (happenedAt <= instantOf(millisOf(now) + SKEW_MILLIS)) return;
  throw malformed('happenedAt', `must not be in the future; it is ${now} now`);
}
