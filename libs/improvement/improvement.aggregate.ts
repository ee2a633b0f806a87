import {
  contractsOf,
  instantOf,
  isInstant,
  isRefusal,
  millisOf,
  type Actor,
  type AggregateDefinition,
  type AggregateRequest,
  type Instant,
  type Refusal,
} from '#event-sourcing';
import type { CaseState } from '#cases';
import type { Organisation } from '#organisation';
import type { Procedure, Rules } from '#procedures';
import { DAY_MILLIS } from './day.ts';
import { issueCommands, type IssueCommand } from './issue/commands.ts';
import type { IssueContext } from './issue/command.ts';
import { issueEventSchemas, type Compared, type IssueEvent } from './issue/events.ts';
import { issueDecider } from './issue/issue.decider.ts';
import { ISSUE_ID, ISSUE_STREAM, isIssueId, issueStreamOf, newIssueId } from './issue/issue-id.ts';
import { noSuchIssue } from './issue/rules.ts';
import { owning, standingIn, type Led } from './issue/standing.ts';
import { actionCalled, type Issue, type IssueState } from './issue/state.ts';
import { improvementProjections, improvementQueries } from './read-models.ts';
import { countedBetween } from './recurrence/recurrence.ts';
import type { RecurrenceState } from './recurrence/state.ts';

/** What a decision about an issue looks up beside the issue itself. */
export interface IssuePorts {
  readonly organisation: () => Promise<Organisation>;
  readonly procedures: Pick<Rules, 'get' | 'know' | 'current'>;
  /** A case as it stands now. Throws StreamFault. */
  readonly stateOf: (caseId: string) => Promise<CaseState>;
  /** What was counted of one thing, as it stands now. Throws StreamFault. */
  readonly recurrenceOf: (recurrenceId: string) => Promise<RecurrenceState>;
}

type Request = AggregateRequest<IssueCommand>;

/** What goes wrong again and again, and what is done about it (IMP-1, IMP-2). */
export const improvementAggregate: AggregateDefinition<
  IssueState,
  IssueCommand,
  IssueEvent,
  IssueContext,
  IssuePorts
> & {
  readonly queries: typeof improvementQueries;
  readonly projections: () => typeof improvementProjections;
} = {
  kind: ISSUE_STREAM,
  about:
    'Something that goes wrong again and again: its cases, what is done so that it does not, and whether that has helped (IMP-1, IMP-2).',
  address: 'improvements/:issueId',
  id: { name: 'issueId', example: ISSUE_ID },
  access: 'operations',
  idOf: ({ issueId = '' }) => (isIssueId(issueId) ? issueId : undefined),
  newId: newIssueId,
  contracts: contractsOf(issueEventSchemas),
  commands: issueCommands,
  queries: improvementQueries,
  projections: () => improvementProjections,
  decider: issueDecider,
  stream: issueStreamOf,
  begins: ({ type }) => type === 'OpenIssue' || type === 'RaiseIssue',
  async prepare(request, ports) {
    const looked: Looked = {
      request,
      procedures: ports.procedures,
      organisation: await ports.organisation(),
      named: await casesNamed(request, ports),
      counted: await countedFor(request, ports),
    };
    return {
      lookUp: (_now, state) => knowRules(request, state, ports.procedures),
      procedure: (_now, state) => nameOfRules(request, state),
      actor: (now, state) => actorOf(looked, now, state),
      context: (now, state) => contextOf(looked, now, state),
    };
  },
  missing: noSuchIssue,
};

/** The version that it was raised under; what is opened now, under the newest. */
function rulesOf({ command }: Request, state: IssueState): Issue['procedure'] | undefined {
  if (state.status !== 'none') return state.procedure;
  return command.type === 'RaiseIssue' ? command.data.procedure : undefined;
}

function nameOfRules(request: Request, state: IssueState): string | undefined {
  const rules = rulesOf(request, state);
  return rules && `${rules.id}@${String(rules.version)}`;
}

/** D13: the rules that it is decided by, as the history holds them. */
async function knowRules(
  request: Request,
  state: IssueState,
  rules: IssuePorts['procedures'],
): Promise<void> {
  const { command, rehearsal } = request;
  const named = rulesOf(request, state);
  if (named !== undefined) await rules.know(named, { rehearsal });
  else if (command.type === 'OpenIssue') await rules.current(command.data.procedure, { rehearsal });
}

interface Looked extends Pick<IssueContext, 'organisation' | 'named'> {
  readonly request: Request;
  readonly procedures: Pick<Rules, 'get'>;
  readonly counted: RecurrenceState | undefined;
}

/** Those that staff name; our own programs know theirs. */
async function casesNamed(
  { command }: Request,
  { stateOf }: Pick<IssuePorts, 'stateOf'>,
): Promise<ReadonlyMap<string, CaseState>> {
  const cases = command.type === 'OpenIssue' || command.type === 'TakeInCases' ? command.data.cases : [];
  return new Map(
    await Promise.all([...new Set(cases)].map(async (each) => [each, await stateOf(each)] as const)),
  );
}

/** IMP-2: only a judgement asks how often it happened. */
const countedFor = async (
  { id, command }: Request,
  { recurrenceOf }: Pick<IssuePorts, 'recurrenceOf'>,
): Promise<RecurrenceState | undefined> =>
  command.type === 'JudgeEffect' && id.includes('.')
    ? recurrenceOf(id.slice(0, id.lastIndexOf('.')))
    : undefined;

const rowOf = ({ type }: IssueCommand) => issueCommands.find(({ name }) => name === type)?.who;

function procedureOf({ request, procedures }: Looked, state: IssueState): Procedure | undefined {
  const rules = rulesOf(request, state);
  if (rules !== undefined) return procedures.get(rules.id, rules.version);
  return request.command.type === 'OpenIssue' ? procedures.get(request.command.data.procedure) : undefined;
}

/** Of an issue that is to be opened, who leads it does not matter yet. */
function ledBy({ command }: Request, state: IssueState): Led | undefined {
  if (state.status !== 'none') return state;
  if (command.type !== 'OpenIssue') return undefined;
  const { procedure, site } = command.data;
  return {
    procedure: { id: procedure },
    ...(site !== undefined && { site }),
    about: [],
    ledBy: '',
    extendedBy: '',
  };
}

/** In what capacity the sender acts; our own programs are what they say. */
function standingOf(looked: Looked, now: Instant, state: IssueState): Actor | Refusal {
  const { actor, command, id } = looked.request;
  const who = rowOf(command);
  if (who?.sentBy !== 'staff') return { id: actor.id, role: actor.role ?? 'system' };
  const led = ledBy(looked.request, state);
  if (led === undefined) return noSuchIssue(id);
  const scene = { organisation: looked.organisation, procedure: procedureOf(looked, state), at: now };
  if (who.by !== 'owner') return standingIn(led, who.by, actor, scene);
  const named = 'action' in command.data ? command.data.action : '';
  const owner = state.status === 'none' ? undefined : actionCalled(state, named)?.owner;
  return owning(led, owner, actor, scene);
}

/** Of a command that is refused nothing is recorded, so that it does not matter what is said of its sender. */
function actorOf(looked: Looked, now: Instant, state: IssueState): Actor {
  const standing = standingOf(looked, now, state);
  return isRefusal(standing) ? { id: looked.request.actor.id, role: 'nobody' } : standing;
}

function contextOf(looked: Looked, now: Instant, state: IssueState): IssueContext | Refusal {
  const actor = standingOf(looked, now, state);
  if (isRefusal(actor)) return actor;
  const { request, organisation, named, counted } = looked;
  const { happenedAt } = request;
  return {
    ...{ now, actor, organisation, named, procedure: procedureOf(looked, state) },
    happenedAt: isInstant(happenedAt) ? happenedAt : now,
    compare: (moment, days) => counted && compared(counted, millisOf(moment as Instant), days),
  };
}

function compared(counted: RecurrenceState, moment: number, days: number): Compared {
  const [from, until] = [moment - days * DAY_MILLIS, moment + days * DAY_MILLIS];
  return {
    ...{ days, from: instantOf(from), until: instantOf(until) },
    before: countedBetween(counted, from, moment),
    after: countedBetween(counted, moment, until),
  };
}
