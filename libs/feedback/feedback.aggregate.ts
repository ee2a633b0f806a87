import {
  contractsOf,
  isRefusal,
  type Actor,
  type AggregateDefinition,
  type AggregateRequest,
  type Instant,
  type Refusal,
} from '#event-sourcing';
import { siteOfReceiver } from '#cases';
import { turnNamed, type DutyPorts } from '#duties';
import type { Organisation } from '#organisation';
import type { Procedure, Rules } from '#procedures';
import type { FeedbackContext } from './feedback/command.ts';
import { feedbackCommands, type FeedbackCommand } from './feedback/commands.ts';
import { feedbackEventSchemas, type FeedbackEvent } from './feedback/events.ts';
import { feedbackDecider } from './feedback/feedback.decider.ts';
import {
  FEEDBACK_ID,
  FEEDBACK_STREAM,
  feedbackStreamOf,
  isFeedbackId,
  newFeedbackId,
} from './feedback/feedback-id.ts';
import { noSuchFeedback } from './feedback/rules.ts';
import { standingIn, type Dealt } from './feedback/standing.ts';
import type { FeedbackState } from './feedback/state.ts';
import { feedbackProjections, feedbackQueries } from './read-models.ts';

/** What a decision about feedback looks up beside it. */
interface FeedbackPorts {
  readonly organisation: () => Promise<Organisation>;
  readonly procedures: Pick<Rules, 'get' | 'know' | 'current'>;
  readonly dutyCases: Pick<DutyPorts['dutyCases'], 'turn'>;
}

type Request = AggregateRequest<FeedbackCommand>;

/** What somebody suggests, or answered when they were asked (IMP-5, INT-12). */
export const feedbackAggregate: AggregateDefinition<
  FeedbackState,
  FeedbackCommand,
  FeedbackEvent,
  FeedbackContext,
  FeedbackPorts
> & {
  readonly queries: typeof feedbackQueries;
  readonly projections: () => typeof feedbackProjections;
} = {
  kind: FEEDBACK_STREAM,
  about:
    'What somebody suggests, or answered when they were asked: what was decided on it, and the complaint that may come of it (IMP-5, INT-12).',
  address: 'feedback/:feedbackId',
  id: { name: 'feedbackId', example: FEEDBACK_ID },
  access: 'operations',
  idOf: ({ feedbackId = '' }) => (isFeedbackId(feedbackId) ? feedbackId : undefined),
  newId: newFeedbackId,
  contracts: contractsOf(feedbackEventSchemas),
  commands: feedbackCommands,
  queries: feedbackQueries,
  projections: () => feedbackProjections,
  decider: feedbackDecider,
  stream: feedbackStreamOf,
  begins: ({ type }) => type === 'ReceiveFeedback',
  async prepare(request, ports) {
    const { procedures, organisation, dutyCases } = ports;
    const looked: Looked = {
      request,
      procedures,
      organisation: await organisation(),
      turn: await turnOf(request, dutyCases),
    };
    return {
      lookUp: (_now, state) => knowRules(request, state, procedures),
      procedure: (_now, state) =>
        state.status === 'none' ? undefined : `${state.procedure.id}@${String(state.procedure.version)}`,
      actor: (now, state) => actorOf(looked, now, state),
      context(now, state) {
        const actor = standingOf(looked, now, state);
        if (isRefusal(actor)) return actor;
        const { turn } = looked;
        return {
          ...{ now, actor, organisation: looked.organisation, procedure: procedureOf(looked, state) },
          turn: turn && { ...turn, procedure: turn.procedure.id },
        };
      },
    };
  },
  missing: noSuchFeedback,
};

interface Looked extends Pick<FeedbackContext, 'organisation'> {
  readonly request: Request;
  readonly procedures: Pick<Rules, 'get'>;
  readonly turn: Awaited<ReturnType<DutyPorts['dutyCases']['turn']>>;
}

const turnOf = async (
  { command }: Request,
  dutyCases: FeedbackPorts['dutyCases'],
): Promise<Looked['turn']> => {
  const dutyId = command.type === 'ReceiveFeedback' ? command.data.collectedIn : undefined;
  return dutyId === undefined || turnNamed(dutyId) === undefined ? undefined : dutyCases.turn(dutyId);
};

/** D13: the rules that it is decided by, as the history holds them. */
async function knowRules(
  { command, rehearsal }: Request,
  state: FeedbackState,
  rules: FeedbackPorts['procedures'],
): Promise<void> {
  if (state.status !== 'none') await rules.know(state.procedure, { rehearsal });
  else if (command.type === 'ReceiveFeedback') await rules.current(command.data.procedure, { rehearsal });
}

function procedureOf(
  { request: { command }, procedures }: Looked,
  state: FeedbackState,
): Procedure | undefined {
  if (state.status !== 'none') return procedures.get(state.procedure.id, state.procedure.version);
  return command.type === 'ReceiveFeedback' ? procedures.get(command.data.procedure) : undefined;
}

/** Of what is received now, who deals with it does not matter yet. */
function dealtOf({ request, organisation }: Looked, now: Instant, state: FeedbackState): Dealt | undefined {
  if (state.status !== 'none') return state;
  const { command, actor } = request;
  if (command.type !== 'ReceiveFeedback') return undefined;
  const site = siteOfReceiver(command.data.site, organisation, actor.id, now);
  return {
    ...{ procedure: { id: command.data.procedure }, about: [], receivedBy: actor.id },
    ...(site !== undefined && { site }),
  };
}

/** In what capacity the sender acts; our own programs are what they say. */
function standingOf(looked: Looked, now: Instant, state: FeedbackState): Actor | Refusal {
  const { actor, command, id } = looked.request;
  const who = feedbackCommands.find(({ name }) => name === command.type)?.who;
  if (who?.sentBy !== 'staff') return { id: actor.id, role: actor.role ?? 'system' };
  const dealt = dealtOf(looked, now, state);
  if (dealt === undefined) return noSuchFeedback(id);
  const scene = { organisation: looked.organisation, procedure: procedureOf(looked, state), at: now };
  return standingIn(dealt, who.by, actor, scene);
}

/** Of a command that is refused nothing is recorded, so that it does not matter what is said of its sender. */
function actorOf(looked: Looked, now: Instant, state: FeedbackState): Actor {
  const standing = standingOf(looked, now, state);
  return isRefusal(standing) ? { id: looked.request.actor.id, role: 'nobody' } : standing;
}
