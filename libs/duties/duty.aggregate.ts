import {
  isInstant,
  isRefusal,
  type Actor,
  type AggregateDefinition,
  type AggregateRequest,
  type Instant,
  type Refusal,
} from '#event-sourcing';
import { noCase, type CaseState } from '#cases';
import type { Organisation } from '#organisation';
import type { Rules } from '#procedures';
import { dutyEventContracts } from './duty/codec.ts';
import type { DutyContext } from './duty/command.ts';
import { dutyCommands, type DutyCommand } from './duty/commands.ts';
import { dutyDecider } from './duty/duty.decider.ts';
import { DUTY_ID, DUTY_STREAM, dutyStreamOf, turnNamed, type TurnName } from './duty/duty-id.ts';
import type { DutyEvent, DutyOpened } from './duty/events.ts';
import { noSuchDuty } from './duty/rules.ts';
import { standingIn } from './duty/standing.ts';
import type { DutyState } from './duty/state.ts';
import { turnOwed } from './owed/turns-owed.ts';
import { dutyProjections, dutyQueries } from './read-models.ts';

/** What a decision about a duty looks up beside the duty itself. */
export interface DutyPorts {
  readonly organisation: () => Promise<Organisation>;
  readonly procedures: Pick<Rules, 'get' | 'know'>;
  /** A case as it stands now. Throws StreamFault. */
  readonly stateOf: (caseId: string) => Promise<CaseState>;
  readonly dutyCases: DutyCases;
}

/** A turn as it was begun, and the cases that it is about, as far as the read models tell. */
export interface DutyCases {
  /** What its beginning has recorded: whatever a file or an adoption says by now, that is asked of whoever owes it. */
  turn(dutyId: string): Promise<DutyOpened | undefined>;
  /** The complaint log of a turn: what was open in it or since, or is about something that was recorded in it or since. */
  log(turn: DutyOpened): Promise<readonly string[]>;
  /** What was settled between the beginning of the turn before and that of this one, by what had been recorded when it began. */
  settledBefore(dutyId: string, turn: DutyOpened): Promise<readonly string[]>;
}

type Request = AggregateRequest<DutyCommand>;

export const dutyAggregate: AggregateDefinition<DutyState, DutyCommand, DutyEvent, DutyContext, DutyPorts> & {
  readonly queries: typeof dutyQueries;
  readonly projections: () => typeof dutyProjections;
} = {
  kind: DUTY_STREAM,
  about:
    'One turn of something that is owed again and again and belongs to no case: a review, a spot check, a report, a meeting (REP-3 … REP-7, INT-12, IMP-4).',
  address: 'duties/:dutyId',
  id: { name: 'dutyId', example: DUTY_ID },
  access: 'operations',
  idOf: ({ dutyId = '' }) => (turnNamed(dutyId) === undefined ? undefined : dutyId),
  newId: (command) => command,
  contracts: dutyEventContracts,
  commands: dutyCommands,
  queries: dutyQueries,
  projections: () => dutyProjections,
  decider: dutyDecider,
  stream: dutyStreamOf,
  begins: ({ type }) => type === 'OpenDuty',
  async prepare(request, ports) {
    const organisation = await ports.organisation();
    const looked = { request, organisation, ...(await lookUp(request, organisation, ports)) };
    return {
      actor: (now, state) => actorOf(looked, now, state),
      context: (now, state) => contextOf(looked, now, state),
      procedure: (_now, state) =>
        state.status === 'none' ? undefined : `${state.procedure.id}@${String(state.procedure.version)}`,
    };
  },
  missing: noSuchDuty,
};

/** D13: what is owed is owed by the rules that were adopted. */
const knowAdopted = async (
  { adoptions }: Organisation,
  name: TurnName | undefined,
  rules: Pick<Rules, 'know'>,
): Promise<void> => {
  const adopted = adoptions.filter(({ procedure }) => procedure === name?.procedure);
  await Promise.all(adopted.map(({ procedure: id, version }) => rules.know({ id, version })));
};

type Looked = Pick<DutyContext, 'organisation' | 'owed' | 'log' | 'pool' | 'about'> & {
  readonly request: Request;
};

/** Only what the command is decided by. What a turn is, follows from what is adopted before it begins, and never after. */
async function lookUp(
  { id, command }: Request,
  organisation: Organisation,
  { procedures, stateOf, dutyCases }: DutyPorts,
): Promise<Omit<Looked, 'request' | 'organisation'>> {
  const nothing = { owed: undefined, about: noCase, log: [], pool: [] };
  if (command.type === 'OpenDuty') {
    const name = turnNamed(id);
    await knowAdopted(organisation, name, procedures);
    return { ...nothing, owed: name && turnOwed(name, organisation, procedures) };
  }
  const turn = await dutyCases.turn(id);
  const named =
    command.type === 'ReviewLoggedCase' || command.type === 'CheckDrawnCase' ? command.data.case : undefined;
  return {
    ...nothing,
    about: named === undefined ? noCase : await stateOf(named),
    log: turn?.work === 'review' ? await dutyCases.log(turn) : [],
    pool: turn !== undefined && command.type === 'DrawCases' ? await dutyCases.settledBefore(id, turn) : [],
  };
}

const rowOf = ({ type }: DutyCommand) => dutyCommands.find(({ name }) => name === type)?.who;

/** In what capacity the sender acts; our own processes are what they say. */
function standingOf({ request, organisation }: Looked, now: Instant, state: DutyState): Actor | Refusal {
  const { actor, command, id } = request;
  const who = rowOf(command);
  if (who?.sentBy !== 'staff') return { id: actor.id, role: actor.role ?? 'system' };
  return state.status === 'none'
    ? noSuchDuty(id)
    : standingIn(state, who.by, actor, { organisation, at: now });
}

/** Of a command that is refused nothing is recorded, so that it does not matter what is said of its sender. */
function actorOf(looked: Looked, now: Instant, state: DutyState): Actor {
  const standing = standingOf(looked, now, state);
  return isRefusal(standing) ? { id: looked.request.actor.id, role: 'nobody' } : standing;
}

function contextOf(looked: Looked, now: Instant, state: DutyState): DutyContext | Refusal {
  const { request, ...rest } = looked;
  const actor = standingOf(looked, now, state);
  if (isRefusal(actor)) return actor;
  const { happenedAt } = request;
  return { ...rest, now, happenedAt: isInstant(happenedAt) ? happenedAt : now, actor };
}
