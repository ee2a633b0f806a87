import {
  caseDecider,
  caseNumber,
  caseStreamOf,
  complainantFingerprints,
  COMPLAINANTS,
  evolve,
  findDuplicates,
  noCase,
  type CaseCommand,
  type CaseContext,
  type CaseEvent,
  type CaseState,
  type ComplainantCases,
  type Pepper,
} from '#cases';
import {
  isInstant,
  refuse,
  type Clock,
  type EventStore,
  type Instant,
  type ReadModelStore,
  type Refusal,
  type Stamp,
} from '#event-sourcing';
import type { Procedure, ProcedureRegistry } from '#procedures';
import { caseCodec } from './case-codec.ts';
import { createCommands, type CommandedAggregate, type Request } from './commands.ts';
import type { CommandOutcome, CommandRequest } from '../engine.ts';

export interface CaseCommandPorts {
  readonly store: EventStore;
  readonly readModels: Pick<ReadModelStore, 'load'>;
  readonly procedures: ProcedureRegistry;
  readonly clock: Clock;
  readonly pepper: Pepper;
}

/** Carries a command out against the case it is for. */
export function createCaseCommands(
  ports: CaseCommandPorts,
): (request: CommandRequest) => Promise<CommandOutcome> {
  const handle = createCommands(ports, caseAggregate(ports));
  return async ({ caseId, ...request }) => {
    const outcome = await handle({ id: caseId, ...request });
    return 'revision' in outcome ? { ...outcome, caseId } : outcome;
  };
}

const caseAggregate = (
  ports: CaseCommandPorts,
): CommandedAggregate<CaseState, CaseCommand, CaseEvent, CaseContext> => ({
  codec: caseCodec,
  decider: caseDecider,
  stream: caseStreamOf,
  async prepare(request) {
    const { command } = request;
    const { procedures } = ports;
    const candidates =
      command.type === 'LogComplaint' ? await duplicatesOf(ports, request, command.data) : [];
    const other = await otherCase(ports, command);
    return (now, state, stamp) => contextOf({ request, procedures, candidates, other }, now, state, stamp);
  },
  procedure: (command, state) => procedureName(procedureRef(command, state)),
  missing: caseNotFound,
});

type Opening = CaseCommand<'LogComplaint' | 'ImportHistoricCase' | 'RecordAbandonedContact'>;
const isOpening = (command: CaseCommand): command is Opening =>
  command.type === 'LogComplaint' ||
  command.type === 'ImportHistoricCase' ||
  command.type === 'RecordAbandonedContact';

type ProcedureRef = Opening['data']['procedure'];

/** A case keeps the procedure version that it was opened under (D13). */
function procedureRef(command: CaseCommand, state: CaseState): ProcedureRef | undefined {
  if (state.status !== 'none') return state.procedure;
  return isOpening(command) ? command.data.procedure : undefined;
}

const procedureName = (ref: ProcedureRef | undefined): string | undefined =>
  ref && `${ref.id}@${String(ref.version)}`;

interface ContextParts {
  readonly request: Request<CaseCommand>;
  readonly procedures: ProcedureRegistry;
  readonly candidates: readonly string[];
  readonly other: CaseState | undefined;
}

function contextOf(
  { request, procedures, candidates, other }: ContextParts,
  now: Instant,
  state: CaseState,
  stamp: Stamp,
): CaseContext | Refusal {
  const ref = procedureRef(request.command, state);
  if (ref === undefined) return caseNotFound(request.id);
  const procedure = procedures.get(ref.id, ref.version);
  if (procedure === undefined) return unknownProcedure(ref, procedures);
  const foreign = levelElsewhere(request.actor.role, procedure, procedures);
  if (foreign) return foreign;
  const happenedAt = isInstant(request.happenedAt) ? request.happenedAt : now;
  return {
    ...{ caseId: request.id, now, happenedAt, actor: request.actor, procedure, stamp, candidates },
    ...(other && { other }),
  };
}

/** The case that a command names, as it stands now. What becomes of it later is that case's to decide (LIF-2). */
async function otherCase({ store }: CaseCommandPorts, command: CaseCommand): Promise<CaseState | undefined> {
  const number =
    command.type === 'MergeCase'
      ? command.data.into
      : command.type === 'LinkCase'
        ? command.data.to
        : undefined;
  if (number === undefined) return undefined;
  const history = await store.readStream(caseStreamOf(caseNumber(number)));
  return history.map((stored) => caseCodec.decode(stored)).reduce(evolve, noCase);
}

/** A level of another procedure's ladder is nobody in this one (AUT-1). */
const levelElsewhere = (role: string, { id, ladder }: Procedure, procedures: ProcedureRegistry) =>
  !ladder.some((level) => level.id === role) &&
  procedures.list().some((other) => other.ladder.some((level) => level.id === role))
    ? refuse('AUT-1', 'role-of-another-procedure', `"${role}" is no level of the procedure "${id}".`, {
        remedy: 'Act in a role that counts there (X-Acting-Role), for example operations.',
      })
    : undefined;

const caseNotFound = (caseId: string): Refusal =>
  refuse('INT-2', 'case-not-found', `There is no case ${caseId}.`, {
    remedy: 'Check the case number, or log the complaint first.',
  });

function unknownProcedure(ref: ProcedureRef, procedures: ProcedureRegistry): Refusal {
  const newest = procedures.get(ref.id);
  const known = newest === undefined ? {} : { newestVersion: newest.version };
  return refuse(
    'D13',
    'unknown-procedure',
    `There is no procedure ${ref.id} in version ${String(ref.version)}.`,
    {
      remedy:
        newest === undefined
          ? 'Choose one of the loaded procedures.'
          : `Use version ${String(newest.version)}, or install the file of version ${String(ref.version)}.`,
      details: { procedure: ref.id, version: ref.version, ...known },
    },
  );
}

/** Earlier cases of the same complainant (INT-10). What the read model does not show yet is found by the next one. */
async function duplicatesOf(
  { readModels, procedures, pepper, clock }: CaseCommandPorts,
  { id: caseId, happenedAt }: Request<CaseCommand>,
  { complainant, procedure: ref }: CaseCommand<'LogComplaint'>['data'],
): Promise<readonly string[]> {
  const procedure: Procedure | undefined = procedures.get(ref.id, ref.version);
  const fingerprints = complainantFingerprints(complainant, pepper);
  if (procedure === undefined || fingerprints.length === 0) return [];
  const found = await readModels.load(COMPLAINANTS, fingerprints);
  const documents = [...found.values()].flatMap(({ document }) =>
    document === undefined ? [] : [document as ComplainantCases],
  );
  const newCase = { caseId, receivedAt: happenedAt ?? clock(), procedure: ref.id };
  return findDuplicates(documents, newCase, procedure.duplicateWindowDays);
}
