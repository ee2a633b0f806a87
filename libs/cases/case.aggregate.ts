import {
  isRefusal,
  refuse,
  StreamFault,
  type Actor,
  type AggregateDefinition,
  type Clock,
  type CommandSeal,
  type HappenedAt,
  type Instant,
  type Refusal,
  type Stamp,
} from '#event-sourcing';
import type { Organisation } from '#organisation';
import type { Procedure, Rules } from '#procedures';
import { caseEventContracts } from './case/case.codec.ts';
import { caseDecider } from './case/case.decider.ts';
import { caseIdFrom, caseStreamOf } from './case/case-id.ts';
import { caseCommands, type CaseCommand } from './case/commands.ts';
import { setAsideFor, type Wanted } from './budgeting/set-aside.ts';
import type { CaseContext, Secrets, SetAside } from './case/context.ts';
import { secretsOf } from './inquiry/secrets.ts';
import { CASE_STREAM, type CaseEvent } from './case/events.ts';
import { siteOfReceiver, standingIn } from './case/standing.ts';
import { noCase } from './case/evolve.ts';
import type { CaseState } from './case/state.ts';
import { otherCase } from './other-case.ts';
import {
  happenedAtOf,
  isLogging,
  isOpening,
  knowRules,
  receiverOf,
  rulesOf,
  targetOf,
  versionsFor,
  type LookedUp,
} from './under-which-rules.ts';
import { allCaseProjections, caseQueries } from './read-models.ts';
import type { complainantFingerprints } from './reading/fingerprint.ts';
import { CASE_ID } from './reading/query.ts';
import { answeredTo } from './reading/answered.ts';

/** What a decision about a case looks up beside the case itself. */
export interface CasePorts {
  /** Who there is now, and who holds what. */
  readonly organisation: () => Promise<Organisation>;
  /** Another case as it stands now. Throws StreamFault. */
  readonly stateOf: (caseId: string) => Promise<CaseState>;
  /** Whether the lists know such a case, as far as they answer. */
  readonly isListed: (caseId: string) => Promise<boolean>;
  readonly duplicates: Duplicates;
  readonly procedures: Rules;
  readonly clock: Clock;
  /** Keys of each case; secrets are kept under them (INT-13). */
  readonly seal: CommandSeal;
  /** PRI-2: its key was destroyed, so that whatever is said in it is kept by nobody. */
  readonly isForgotten: (caseId: string) => boolean;
  /** Sets a sum aside in the budget of whoever acts; `false`: so much is not left (SOL-8). */
  readonly reserve: (wanted: Wanted) => Promise<boolean>;
  /** So many bytes of evidence one case may hold. */
  readonly evidenceBytes: number;
}

export interface NewCase {
  readonly caseId: string;
  readonly complainant: Parameters<typeof complainantFingerprints>[0];
  readonly procedure: Procedure;
  readonly receivedAt: HappenedAt;
}

/** Earlier cases of the same complainant (INT-10). */
export interface Duplicates {
  /** As far as the read models tell now, without what is about whoever is told; without read models: none. */
  atIntake(newCase: NewCase, receiver: string): Promise<readonly string[]>;
  /**
   * Those recorded before the case, and not suspected of it before, by read models that know all there is.
   * Throws ReadModelsUnavailable while they do not.
   */
  afterwards(caseId: string): Promise<readonly string[]>;
}

/** An id that no case can have is answered like one that no case has. */
const POSSIBLE_ID = /^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

export const caseAggregate: AggregateDefinition<CaseState, CaseCommand, CaseEvent, CaseContext, CasePorts> & {
  readonly queries: typeof caseQueries;
  readonly projections: typeof allCaseProjections;
} = {
  kind: CASE_STREAM,
  about: 'One complaint, from the first word to the file that is kept.',
  address: 'cases/:caseId',
  id: { name: 'caseId', example: CASE_ID },
  access: 'operations',
  idOf: ({ caseId = '' }) => (POSSIBLE_ID.test(caseId) ? caseId : undefined),
  newId: caseIdFrom,
  contracts: caseEventContracts,
  commands: caseCommands,
  queries: caseQueries,
  projections: allCaseProjections,
  decider: caseDecider,
  stream: caseStreamOf,
  begins: (command) => isOpening(command),
  async prepare(request, ports) {
    const { command } = request;
    const { procedures, evidenceBytes } = ports;
    // Each is a journey on a server, and none waits for the other.
    const [organisation, versions, known] = await Promise.all([
      ports.organisation(),
      versionsFor(request, procedures),
      isLogging(command) && ports.isListed(request.id),
    ]);
    const other = await otherCase(ports, request, organisation);
    const looked = { request, procedures, organisation, versions };
    const candidates = await candidatesFor(ports, looked);
    const secrets = secretsOf(request.id, ports.seal);
    const forgotten = ports.isForgotten(request.id);
    const parts = { ...looked, evidenceBytes, candidates, other, known, secrets, forgotten };
    let setAside: SetAside | undefined;
    return {
      lookUp: (_now, state) => knowRules(request, state, procedures),
      procedure: (now, state) => nameOf(rulesOf(looked, now, state)),
      actor: (now, state) => actorOf(parts, now, state),
      shown(state) {
        const { id, role } = request.actor;
        const reader = { id, roles: ['operations'], organisation, at: ports.clock() };
        return role === 'system' ? ({ data }) => data : answeredTo(reader, state, procedures);
      },
      async ahead(now, state, stamp) {
        const context = contextOf(parts, now, state, stamp);
        setAside = isRefusal(context) ? undefined : await setAsideFor(command, state, context, ports.reserve);
      },
      context(now, state, stamp) {
        const context = contextOf(parts, now, state, stamp);
        return isRefusal(context) || setAside === undefined ? context : { ...context, setAside };
      },
    };
  },
  missing: caseNotFound,
};

/** Also of an id that no case can have. */
export const NO_CASE = 'case-not-found';

function caseNotFound(caseId: string): Refusal {
  return refuse('INT-2', NO_CASE, `There is no case ${caseId}.`, {
    remedy: 'Check the case number, or log the complaint first.',
  });
}

/** Earlier cases of the same complainant (INT-10). */
async function candidatesFor({ duplicates, clock }: CasePorts, looked: LookedUp): Promise<readonly string[]> {
  const { id: caseId, command, happenedAt = clock() } = looked.request;
  if (command.type === 'SuspectDuplicates') return duplicates.afterwards(caseId);
  if (!isLogging(command)) return [];
  const { complainant } = command.data;
  const procedure = rulesOf(looked, clock(), noCase);
  if (procedure === undefined || isRefusal(procedure)) return [];
  return duplicates.atIntake(
    { caseId, complainant, procedure, receivedAt: happenedAt },
    receiverOf(looked.request),
  );
}

const nameOf = (rules: ReturnType<typeof rulesOf>): string | undefined =>
  rules === undefined || isRefusal(rules) ? undefined : `${rules.id}@${String(rules.version)}`;

interface ContextParts extends LookedUp {
  readonly candidates: readonly string[];
  readonly secrets: Secrets;
  readonly evidenceBytes: number;
  readonly forgotten: boolean;
  readonly other: CaseState | undefined;
  /** The lists know the case that is to be opened: it was recorded before, wherever its history is now. */
  readonly known: boolean;
}

const OUR_OWN: ReadonlySet<string> = new Set(
  caseCommands.filter(({ who }) => who.sentBy !== 'staff').map(({ name }) => name),
);

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
  const procedure = rulesOf(parts, now, state);
  const standing =
    procedure === undefined || isRefusal(procedure) ? procedure : standingOf(parts, procedure, now, state);
  return standing === undefined || isRefusal(standing)
    ? { id: parts.request.actor.id, role: 'nobody' }
    : standing;
}

function contextOf(parts: ContextParts, now: Instant, state: CaseState, stamp: Stamp): CaseContext | Refusal {
  const { request, organisation, candidates, other, evidenceBytes, secrets } = parts;
  if (parts.known && state.status === 'none')
    throw new StreamFault({ stream: caseStreamOf(request.id), finding: 'deleted' });
  const procedure = rulesOf(parts, now, state);
  if (procedure === undefined) return caseNotFound(request.id);
  if (isRefusal(procedure)) return procedure;
  const actor = standingOf(parts, procedure, now, state);
  if (isRefusal(actor)) return actor;
  const target = targetOf(parts, now, state);
  if (target !== undefined && isRefusal(target)) return target;
  const happenedAt = happenedAtOf(request, now);
  return {
    ...{
      caseId: request.id,
      now,
      happenedAt,
      actor,
      organisation,
      procedure,
      stamp,
      candidates,
      secrets,
      evidenceBytes,
    },
    ...(request.lateBecause !== undefined && { lateBecause: request.lateBecause }),
    ...(other && { other }),
    ...(target && { target }),
    ...(parts.forgotten && { forgotten: true as const }),
  };
}
