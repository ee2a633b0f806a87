import {
  CASE_DETAILS,
  caseCommands,
  caseDecider,
  caseNumber,
  caseStreamOf,
  evolve,
  noCase,
  siteOfReceiver,
  standingIn,
  type CaseCommand,
  type CaseContext,
  type CaseEvent,
  type CaseState,
} from '#cases';
import {
  decodeHistory,
  isInstant,
  isRefusal,
  refuse,
  StreamFault,
  type Actor,
  type Clock,
  type EventStore,
  type Instant,
  type ReadModelStore,
  type Refusal,
  type Stamp,
  type Timing,
} from '#event-sourcing';
import type { Organisation } from '#organisation';
import type { Procedure, ProcedureRegistry } from '#procedures';
import { caseCodec } from './codecs.ts';
import { damageRefusal } from '../damage/damage-refusal.ts';
import type { DamageNotes } from '../damage/damage-notes.ts';
import { createCommands, type CommandedAggregate, type Outcome, type Request } from './commands.ts';
import type { Directory } from './directory.ts';
import { orNothing } from './if-they-answer.ts';
import type { Duplicates } from './duplicates.ts';
import type { CommandOutcome, CommandRequest } from '../engine.ts';

export interface CaseCommandPorts {
  readonly store: EventStore;
  readonly notes: Pick<DamageNotes, 'note'>;
  readonly readModels: Pick<ReadModelStore, 'load'>;
  readonly duplicates: Duplicates;
  readonly directory: Directory;
  readonly procedures: ProcedureRegistry;
  readonly clock: Clock;
  readonly timing: Timing;
}

/** Carries a command out against the case it is for. */
export function createCaseCommands(
  ports: CaseCommandPorts,
): (request: CommandRequest) => Promise<CommandOutcome> {
  const handle = createCommands(ports, caseAggregate(ports));
  return async ({ caseId, ...request }) => {
    const outcome = await handle({ id: caseId, ...request });
    if ('revision' in outcome) return { ...outcome, caseId };
    return isOfNoCase(outcome) && (await isKnown(ports, caseId)) ? goneOf(ports, caseId) : outcome;
  };
}

const isOfNoCase = (outcome: Outcome): boolean =>
  outcome.outcome === 'refused' && outcome.refusal.code === NO_CASE;

/** The lists know only what stood in the history once. */
const isKnown = async ({ readModels, timing }: CaseCommandPorts, caseId: string): Promise<boolean> =>
  (await orNothing(readModels.load(CASE_DETAILS, [caseId]), timing))?.get(caseId)?.document !== undefined;

function goneOf({ notes }: CaseCommandPorts, caseId: string): CommandOutcome {
  const damage = { stream: caseStreamOf(caseId), finding: 'deleted' } as const;
  notes.note(damage);
  return { outcome: 'refused', refusal: damageRefusal(damage) };
}

const caseAggregate = (
  ports: CaseCommandPorts,
): CommandedAggregate<CaseState, CaseCommand, CaseEvent, CaseContext> => ({
  codec: caseCodec,
  decider: caseDecider,
  stream: caseStreamOf,
  async prepare(request) {
    const { command } = request;
    const organisation = await ports.directory.current();
    const candidates = await candidatesFor(ports, request);
    const other = await otherCase(ports, request);
    const known = command.type === 'LogComplaint' && (await isKnown(ports, request.id));
    const parts = { request, procedures: ports.procedures, organisation, candidates, other, known };
    return {
      actor: (now, state) => actorOf(parts, now, state),
      context: (now, state, stamp) => contextOf(parts, now, state, stamp),
    };
  },
  procedure: (command, state) => procedureName(procedureRef(command, state)),
  missing: caseNotFound,
});

/** Earlier cases of the same complainant (INT-10). */
async function candidatesFor(
  { duplicates, procedures, clock }: CaseCommandPorts,
  { id: caseId, command, actor, happenedAt = clock() }: Request<CaseCommand>,
): Promise<readonly string[]> {
  if (command.type === 'SuspectDuplicates') return duplicates.afterwards(caseId);
  if (command.type !== 'LogComplaint') return [];
  const { complainant, procedure: ref } = command.data;
  const procedure: Procedure | undefined = procedures.get(ref.id, ref.version);
  if (procedure === undefined) return [];
  return duplicates.atIntake({ caseId, complainant, procedure, receivedAt: happenedAt }, actor.id);
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
  readonly request: Request<CaseCommand>;
  readonly procedures: ProcedureRegistry;
  readonly organisation: Organisation;
  readonly candidates: readonly string[];
  readonly other: CaseState | undefined;
  /** The lists know the case that is to be opened: it was recorded before, wherever its history is now. */
  readonly known: boolean;
}

const OUR_OWN: ReadonlySet<string> = new Set(
  caseCommands.filter(({ who }) => who.sentBy !== 'staff').map(({ name }) => name),
);

const happenedAtOf = ({ happenedAt }: Request<CaseCommand>, now: Instant): Instant =>
  isInstant(happenedAt) ? happenedAt : now;

/** In what capacity the sender acts; our own processes are what they say. */
function standingOf(
  { request, organisation }: ContextParts,
  procedure: Procedure,
  now: Instant,
  state: CaseState,
): Actor | Refusal {
  const { actor, command } = request;
  if (OUR_OWN.has(command.type)) return { id: actor.id, role: actor.role ?? 'system' };
  const happenedAt = happenedAtOf(request, now);
  const given = command.type === 'LogComplaint' ? command.data.site : undefined;
  const site = siteOfReceiver(given, organisation, actor.id, happenedAt);
  return standingIn(
    { organisation, procedure, state, site, opens: isOpening(command), happenedAt, now },
    actor,
  );
}

/** Of a command that is refused nothing is recorded, so that it does not matter what is said of its sender. */
function actorOf(parts: ContextParts, now: Instant, state: CaseState): Actor {
  const { request, procedures } = parts;
  const ref = procedureRef(request.command, state);
  const procedure = ref && procedures.get(ref.id, ref.version);
  const standing = procedure && standingOf(parts, procedure, now, state);
  return standing === undefined || isRefusal(standing) ? { id: request.actor.id, role: 'nobody' } : standing;
}

function contextOf(parts: ContextParts, now: Instant, state: CaseState, stamp: Stamp): CaseContext | Refusal {
  const { request, procedures, organisation, candidates, other } = parts;
  if (parts.known && state.status === 'none')
    throw new StreamFault({ stream: caseStreamOf(request.id), finding: 'deleted' });
  const ref = procedureRef(request.command, state);
  if (ref === undefined) return caseNotFound(request.id);
  const procedure = procedures.get(ref.id, ref.version);
  if (procedure === undefined) return unknownProcedure(ref, procedures);
  const actor = standingOf(parts, procedure, now, state);
  if (isRefusal(actor)) return actor;
  const happenedAt = happenedAtOf(request, now);
  return {
    ...{ caseId: request.id, now, happenedAt, actor, organisation, procedure, stamp, candidates },
    ...(request.lateBecause !== undefined && { lateBecause: request.lateBecause }),
    ...(other && { other }),
  };
}

/** The case that a command names or takes back, as it stands now. What becomes of it later is that case's to decide (LIF-2). */
async function otherCase(
  { store }: CaseCommandPorts,
  { id, command }: Request<CaseCommand>,
): Promise<CaseState | undefined> {
  const number = otherNumber(command) ?? (await mergedIntoOf(store, id, command));
  return number === undefined ? undefined : stateOf(number, store);
}

function otherNumber(command: CaseCommand): string | undefined {
  if (command.type === 'MergeCase') return command.data.into;
  return command.type === 'LinkCase' ? command.data.to : undefined;
}

async function mergedIntoOf(
  store: CaseCommandPorts['store'],
  caseId: string,
  { type }: CaseCommand,
): Promise<string | undefined> {
  if (type !== 'UnmergeCase') return undefined;
  const state = await stateOf(caseId, store);
  return state.status === 'logged' ? state.mergedInto : undefined;
}

const NO_CASE = 'case-not-found';

const caseNotFound = (caseId: string): Refusal =>
  refuse('INT-2', NO_CASE, `There is no case ${caseId}.`, {
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

async function stateOf(caseId: string, store: EventStore): Promise<CaseState> {
  const stored = await store.readStream(caseStreamOf(caseNumber(caseId)));
  const { events, damage } = decodeHistory(caseCodec, stored);
  const [found] = damage;
  if (found !== undefined) throw new StreamFault(found);
  return events.reduce(evolve, noCase);
}
