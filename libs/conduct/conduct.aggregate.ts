import {
  isRefusal,
  type Actor,
  type AggregateDefinition,
  type AggregateRequest,
  type Instant,
  type Refusal,
  type Stamp,
} from '#event-sourcing';
import type { CaseState } from '#cases';
import type { Organisation } from '#organisation';
import { localDate, type Rules } from '#procedures';
import {
  CONDUCT_ID,
  CONDUCT_STREAM,
  conductEventContracts,
  conductIdOf,
  conductStreamOf,
  recordOf,
} from './record/codec.ts';
import type { ConductContext } from './record/command.ts';
import { conductCommands, type ConductCommand } from './record/commands.ts';
import { conductDecider } from './record/conduct.decider.ts';
import type { ConductEvent } from './record/events.ts';
import { noSuchRecord } from './record/rules.ts';
import { standingIn, subjectOf, type Scene } from './record/standing.ts';
import type { ConductState } from './record/state.ts';
import { conductProjections, conductQueries } from './read-models.ts';

/** What a decision about a record looks up beside the record itself. */
interface ConductPorts {
  readonly organisation: () => Promise<Organisation>;
  readonly procedures: Pick<Rules, 'get' | 'current'>;
  /** A case as it stands now. Throws StreamFault. */
  readonly stateOf: (caseId: string) => Promise<CaseState>;
}

type Request = AggregateRequest<ConductCommand>;

export const conductAggregate: AggregateDefinition<
  ConductState,
  ConductCommand,
  ConductEvent,
  ConductContext,
  ConductPorts
> & {
  readonly queries: typeof conductQueries;
  readonly projections: () => typeof conductProjections;
} = {
  kind: CONDUCT_STREAM,
  about:
    'What counts against one person who answers complaints under one procedure: confirmed complaints, violations, steps, appeals (CON-1 … CON-4).',
  address: 'conduct/:conductId',
  id: { name: 'conductId', example: CONDUCT_ID },
  access: 'operations',
  // Written otherwise it would be another record of the same person (D23).
  idOf({ conductId = '' }) {
    const of = recordOf(conductId);
    return of && conductIdOf(of);
  },
  newId: (command) => command,
  contracts: conductEventContracts,
  commands: conductCommands,
  queries: conductQueries,
  projections: () => conductProjections,
  decider: conductDecider,
  stream: conductStreamOf,
  async prepare(request, { organisation, procedures, stateOf }) {
    const of = recordOf(request.id);
    if (of !== undefined) await procedures.current(of.procedure, { rehearsal: request.rehearsal });
    const looked = { request, procedures, organisation: await organisation() };
    let about: readonly CaseState[] = [];
    return {
      actor: (now, state) => actorOf({ ...looked, about }, now, state),
      async ahead(_now, state) {
        about = await Promise.all(casesOf(request, state).map(stateOf));
      },
      context: (now, state, stamp) => contextOf({ ...looked, about }, { now, state, stamp }),
    };
  },
  missing: noSuchRecord,
};

interface Looked extends Pick<Scene, 'organisation' | 'about'> {
  readonly request: Request;
  readonly procedures: Pick<Rules, 'get'>;
}

const casesOf = ({ command }: Request, state: ConductState): readonly string[] =>
  command.type === 'ReportViolation' ? [command.data.case ?? []].flat() : subjectOf(command, state).cases;

const rowOf = ({ type }: ConductCommand) => conductCommands.find(({ name }) => name === type)?.who;

function sceneOf({ request, procedures, organisation, about }: Looked, now: Instant): Scene | Refusal {
  const of = recordOf(request.id);
  const procedure = of && procedures.get(of.procedure);
  return of === undefined || procedure === undefined
    ? noSuchRecord(request.id)
    : { of, procedure, organisation, about, now };
}

/** In what capacity the sender acts; our own process is what it says. */
function standingOf({ actor, command }: Request, scene: Scene, state: ConductState): Actor | Refusal {
  const who = rowOf(command);
  return who?.sentBy === 'staff'
    ? standingIn(who.by, actor, subjectOf(command, state), scene)
    : { id: actor.id, role: actor.role ?? 'system' };
}

/** Of a command that is refused nothing is recorded, so that it does not matter what is said of its sender. */
function actorOf(looked: Looked, now: Instant, state: ConductState): Actor {
  const scene = sceneOf(looked, now);
  const standing = isRefusal(scene) ? scene : standingOf(looked.request, scene, state);
  return isRefusal(standing) ? { id: looked.request.actor.id, role: 'nobody' } : standing;
}

function contextOf(
  looked: Looked,
  { now, state, stamp }: { readonly now: Instant; readonly state: ConductState; readonly stamp: Stamp },
): ConductContext | Refusal {
  const scene = sceneOf(looked, now);
  if (isRefusal(scene)) return scene;
  const actor = standingOf(looked.request, scene, state);
  if (isRefusal(actor)) return actor;
  return { ...scene, actor, stamp, today: localDate(scene.procedure.timeZone, now) };
}
