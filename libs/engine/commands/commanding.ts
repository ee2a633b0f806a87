import {
  budgetProcess,
  caseAggregate,
  caseDecider,
  caseNumber,
  caseStreamOf,
  mergeProcess,
  type CaseCommand,
  type CasePorts,
} from '#cases';
import { conductProcess } from '#conduct';
import {
  type AggregateDefinition,
  type AggregateRequest,
  type CommandContent,
  type DomainEvent,
  type PortsOf,
} from '#event-sourcing';
import { feedbackProcess } from '#feedback';
import { improvementProcess, recurrenceAggregate, recurrenceStreamOf } from '#improvement';
import { outboxDecider, outboxStream } from '#notices';
import type { SubjectKeys } from '#keys';
import { organisationAggregate } from '#organisation';
import { erasingProcess, type Subjects } from '#privacy';
import { rulebookAggregate } from '#rulebook';
import type { Logger } from '#platform';
import { AGGREGATES } from '../aggregates.ts';
import { createAuditing } from '../audit/auditing.ts';
import type { CommandOutcome, Engine } from '../engine.ts';
import { withFollowUps } from '../processes/follow-ups.ts';
import { HistoryBehind } from '../readiness/readiness.ts';
import { isOutage } from '../readiness/waiting-for-stores.ts';
import { commandsOfCases, listedAt } from './case-commands.ts';
import { caseCodec, outboxCodec, recurrenceCodec } from './codecs.ts';
import { createDutyCases } from '../duties/duty-cases.ts';
import { createCommands, type CommandPorts, type Outcome, type Send } from './commands.ts';
import { createDirectory } from './directory.ts';
import { foldWhole } from './fold-whole.ts';
import { createInstalling, type InstallingOptions } from '../rules/installing.ts';
import { openedOtherwise } from '../rules/opened-otherwise.ts';
import { settingAside } from './set-aside.ts';
import { createDuplicates, type DuplicatePorts } from './duplicates.ts';

type Ports = CommandPorts &
  Omit<DuplicatePorts, 'procedures'> &
  Pick<CasePorts, 'evidenceBytes'> &
  Pick<InstallingOptions, 'rulebooks' | 'files'> &
  Parameters<typeof openedOtherwise>[0] &
  Parameters<typeof createDutyCases>[0] & {
    readonly log: Logger;
    readonly subjects: Subjects;
    readonly keys: Pick<SubjectKeys, 'keyOf'>;
  };

/** Nothing is acknowledged that was recorded behind a connection that leads to another history than before. */
async function held<Result>(verify: () => Promise<void>, work: () => Promise<Result>): Promise<Result> {
  await verify();
  const result = await work();
  await verify().catch((error: unknown) => {
    // A server that has gone away since is still the same one, and what was recorded there is.
    if (!isOutage(error) || error instanceof HistoryBehind) throw error;
  });
  return result;
}

/** Every kind of command, once the right servers are known. */
export function createCommanding(
  ports: Ports,
  verify: () => Promise<void>,
): Pick<Engine, 'execute' | 'organise' | 'organisation' | 'send' | 'audit' | 'procedures'> &
  Pick<ReturnType<typeof createInstalling>, 'installFiles'> {
  const directory = createDirectory(ports);
  const { installFiles, ...procedures } = createInstalling({
    ...ports,
    openedOtherwise: openedOtherwise(ports),
    send: (request) => commandsOf(rulebookAggregate.kind)(request),
  });
  const commandsOf = carryingOut({
    ...ports,
    procedures,
    organisation: () => directory.current(),
    stateOf: (caseId) =>
      foldWhole(ports.store, caseCodec(ports), caseStreamOf(caseNumber(caseId)), caseDecider),
    isForgotten: (caseId) => ports.keys.keyOf(caseStreamOf(caseId)) === undefined,
    isListed: async (caseId) => (await listedAt(ports)(caseId)) !== undefined,
    reserve: settingAside((kind) => commandsOf(kind)),
    duplicates: createDuplicates({ ...ports, procedures }),
    dutyCases: createDutyCases(ports),
    recurrenceOf: (id) =>
      foldWhole(ports.store, recurrenceCodec(ports), recurrenceStreamOf(id), recurrenceAggregate.decider),
    outbox: () => foldWhole(ports.store, outboxCodec(ports), outboxStream, outboxDecider),
  });
  const cases = commandsOfCases(commandsOf(caseAggregate.kind), ports);
  const carryOut: Send = (kind, request) =>
    kind === caseAggregate.kind ? cases(request as AggregateRequest<CaseCommand>) : commandsOf(kind)(request);
  const processes = [
    mergeProcess,
    budgetProcess,
    conductProcess,
    improvementProcess,
    feedbackProcess,
    erasingProcess,
  ];
  const following = withFollowUps(carryOut, processes, ports.log);
  const send: Engine['send'] = (kind, request) => held(verify, () => following(kind, request));
  return {
    ...{ send, procedures, installFiles },
    // The answers of a case's commands name it.
    execute: ({ caseId, ...request }) =>
      send(caseAggregate.kind, { id: caseId, ...request }) as Promise<CommandOutcome>,
    audit: createAuditing(send, ports.clock),
    organise: (request) => send(organisationAggregate.kind, request),
    organisation: (knownAt) =>
      verify().then(() => (knownAt === undefined ? directory.current() : directory.knownAt(knownAt))),
  };
}

type CarryOut = (request: AggregateRequest) => Promise<Outcome>;
type AllPorts = CommandPorts & PortsOf<typeof AGGREGATES>;

/** By kind. The list has forgotten the types of each; whoever sends a command has checked it against its definition. */
function carryingOut(ports: AllPorts): (kind: string) => CarryOut {
  const byKind = new Map<string, CarryOut>(
    AGGREGATES.map((aggregate) => [
      aggregate.kind,
      createCommands(aggregate as unknown as AnyTyped, ports) satisfies CarryOut,
    ]),
  );
  return (kind) => {
    const found = byKind.get(kind);
    if (found === undefined) throw new RangeError(`there is no aggregate ${kind}`);
    return found;
  };
}

type AnyTyped = AggregateDefinition<unknown, CommandContent, DomainEvent, object, AllPorts>;
