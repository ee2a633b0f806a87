import {
  caseDecider,
  caseStreamOf,
  complainantFingerprints,
  COMPLAINANTS,
  findDuplicates,
  type CaseCommand,
  type CaseContext,
  type CaseEvent,
  type CaseEventDraft,
  type CaseState,
  type ComplainantCases,
  type Pepper,
} from '#cases';
import {
  createCommandHandler,
  isInstant,
  isRefusal,
  refuse,
  type Clock,
  type CommandResult,
  type Decider,
  type EventStore,
  type Instant,
  type ReadModelStore,
  type Refusal,
  type Stamp,
} from '#event-sourcing';
import type { Procedure, ProcedureRegistry } from '#procedures';
import { caseCodec } from './case-codec.ts';
import type { CommandOutcome, CommandRequest } from './engine.ts';

export interface CaseCommandPorts {
  readonly store: EventStore;
  readonly readModels: Pick<ReadModelStore, 'load'>;
  readonly procedures: ProcedureRegistry;
  readonly clock: Clock;
  readonly pepper: Pepper;
}

/** A refusal in place of the context: what the command needs is not there, so there is nothing to decide. */
type ContextOrRefusal = CaseContext | Refusal;

const decider: Decider<CaseState, CaseCommand, CaseEventDraft, CaseEvent, ContextOrRefusal> = {
  ...caseDecider,
  decide: (command, state, context) =>
    isRefusal(context) ? context : caseDecider.decide(command, state, context),
};

/** Carries a command out against the case it is for: load, decide, append (D1). */
export function createCaseCommands(
  ports: CaseCommandPorts,
): (request: CommandRequest) => Promise<CommandOutcome> {
  const { store, clock, procedures } = ports;
  const handle = createCommandHandler({ store, codec: caseCodec, decider, clock });
  return async (request) => {
    const { caseId, command, actor, ...circumstances } = request;
    const candidates =
      command.type === 'LogComplaint' ? await duplicatesOf(ports, request, command.data) : [];
    const result = await handle({
      ...circumstances,
      stream: caseStreamOf(caseId),
      command,
      // The roles decide; the history keeps only the one that was acted in.
      actor: { id: actor.id, role: actor.role },
      context: (now, state, stamp) => contextOf({ request, procedures, candidates }, now, state, stamp),
      procedure: (state) => procedureName(procedureRef(command, state)),
    });
    return outcomeOf(caseId, result);
  };
}

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
  readonly request: CommandRequest;
  readonly procedures: ProcedureRegistry;
  readonly candidates: readonly string[];
}

function contextOf(
  { request, procedures, candidates }: ContextParts,
  now: Instant,
  state: CaseState,
  stamp: Stamp,
): ContextOrRefusal {
  const ref = procedureRef(request.command, state);
  if (ref === undefined) return caseNotFound(request.caseId);
  const procedure = procedures.get(ref.id, ref.version);
  if (procedure === undefined) return unknownProcedure(ref, procedures);
  const happenedAt = isInstant(request.happenedAt) ? request.happenedAt : now;
  return { caseId: request.caseId, now, happenedAt, actor: request.actor, procedure, stamp, candidates };
}

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
  { caseId, happenedAt }: CommandRequest,
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

function outcomeOf(caseId: string, result: CommandResult<CaseState, CaseEvent>): CommandOutcome {
  switch (result.outcome) {
    case 'accepted':
    case 'repeated': {
      const { outcome, revision, position, events } = result;
      return {
        outcome,
        caseId,
        revision,
        position,
        events: events.map(({ type, data }) => ({ type, data })),
      };
    }
    case 'unchanged':
      return result.revision === 'no-stream'
        ? { outcome: 'refused', refusal: caseNotFound(caseId) }
        : { outcome: 'unchanged', caseId, revision: result.revision, position: result.position, events: [] };
    case 'refused':
      return { outcome: 'refused', refusal: result.refusal };
    case 'stale':
      return result.revision === 'no-stream'
        ? { outcome: 'refused', refusal: caseNotFound(caseId) }
        : { outcome: 'stale', actual: result.revision };
    case 'commandIdReused':
    case 'contended':
      return { outcome: result.outcome };
  }
}
