import { randomUUID } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  commandId,
  implausibleTimes,
  personKey,
  type AnyAggregate,
  type CommandId,
  type Instant,
  type Position,
} from '#event-sourcing';
import { caseAggregate } from '#cases';
import { ENGINE, type ApiEngine } from '../options.ts';
import { noSuch, refusalProblem, unacceptable } from '../problems/index.ts';
import { readerFor } from '../queries/reader.ts';
import { answerTo, type CommandAnswer } from './answer.ts';
import type { CommandEnvelope } from './envelope.ts';
import type { RouteOfCommand } from './routes.ts';

interface Dated {
  readonly happenedAt?: Instant;
  readonly lateBecause?: string;
}

/** Any command of any aggregate, with its circumstances. One class for all: each is decided by its definition, not here. */
export class ExecuteCommand extends Command<CommandAnswer> {
  constructor(
    readonly route: RouteOfCommand,
    readonly data: object,
    readonly dated: Dated,
    readonly envelope: CommandEnvelope,
  ) {
    super();
  }
}

/** Separates the command's own data from what every body may say of its time. */
export function order(route: RouteOfCommand, body: object, envelope: CommandEnvelope): ExecuteCommand {
  const { happenedAt, lateBecause, ...data } = body as Dated;
  const dated = { ...(happenedAt && { happenedAt }), ...(lateBecause && { lateBecause }) };
  return new ExecuteCommand(route, data, dated, envelope);
}

@CommandHandler(ExecuteCommand)
export class ExecuteCommandHandler implements ICommandHandler<ExecuteCommand> {
  constructor(@Inject(ENGINE) private readonly engine: ApiEngine) {}

  async execute({ route, data, dated, envelope }: ExecuteCommand): Promise<CommandAnswer> {
    const { aggregate, definition } = route;
    const implausible = implausibleTimes(definition.data, data, dated.happenedAt, this.engine.now());
    if (implausible.length > 0) throw unacceptable('implausible-time', implausible);
    const id = idOf(envelope);
    const subject = envelope.id ?? aggregate.newId(id);
    if (envelope.id !== undefined && mayBegin(definition.route))
      await assertBegun(this.engine, aggregate, envelope.id, envelope.minPosition);
    const { actor, correlationId, expectedRevision, minPosition, rehearsal } = envelope;
    const outcome = await this.engine.send(aggregate.kind, {
      ...{ id: subject, command: { type: definition.name, data }, actor, commandId: id, correlationId },
      ...dated,
      ...(expectedRevision === undefined ? {} : { expectedRevision }),
      ...(minPosition === undefined ? {} : { minPosition }),
      ...(rehearsal === true && { rehearsal }),
    });
    if (!('revision' in outcome)) await assertToldOf(this.engine, aggregate, envelope);
    return answerTo(outcome, subject, route);
  }
}

/**
 * INV-4, PRI-1: whoever may not hear that there is such a case is not told so by a refusal, whatever it says, nor by a
 * revision: they hear what everybody hears of a case that is none.
 */
async function assertToldOf(
  engine: ApiEngine,
  { kind }: AnyAggregate,
  { id, caller }: CommandEnvelope,
): Promise<void> {
  if (kind !== caseAggregate.kind || id === undefined) return;
  if (!(await engine.queries.mayKnowOf(id, await readerFor(engine, caller))))
    throw refusalProblem(caseAggregate.missing(id));
}

/** Ids are given out here; nobody can choose one. */
async function assertBegun(
  { store, settled }: ApiEngine,
  aggregate: AnyAggregate,
  id: string,
  since: Position | undefined,
): Promise<void> {
  const look = () => store.readStream(aggregate.stream(id), { limit: 1 });
  const found = await settled(look, ({ length }) => length > 0, since);
  if (found.length === 0) throw noSuch(aggregate.kind);
}

/** A command that can begin something does so only under a number that we give out. */
const mayBegin = (route: RouteOfCommand['definition']['route']): boolean =>
  typeof route === 'object' && 'begins' in route;

/** The key belongs to the person and to what they act on: nobody else's key can collide with it (D19). */
const idOf = ({ idempotencyKey, actor, id }: CommandEnvelope): CommandId =>
  idempotencyKey === undefined
    ? (randomUUID() as CommandId)
    : commandId('http', personKey(actor.id), idempotencyKey, id ?? '');
