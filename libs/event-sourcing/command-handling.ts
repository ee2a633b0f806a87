import { canonicalJson } from './canonical.ts';
import { linked } from './chain.ts';
import type { Codec } from './codec.ts';
import { StreamFault } from './damage.ts';
import type { CommandSeal } from './command-seal.ts';
import type { CommandContent, StreamCommand, CommandResult, StreamState } from './command.ts';
import { isRefusal, refuse, type Decider, type Refusal } from './decider.ts';
import type { DomainEvent, EventDraft } from './event.ts';
import {
  EventIdConflict,
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
} from './event-store.ts';
import { eventId } from './ids.ts';
import { loadNewer, nothingOf, remember, remembering, type History } from './loaded-history.ts';
import { revision, type CanonicalJson, type Clock, type Instant, type StreamName } from './primitives.ts';
import { createStateCache } from './state-cache.ts';
import { stampMetadata, type Stamp } from './stamp.ts';

export interface CommandHandling<
  State,
  Command,
  Draft extends EventDraft,
  Event extends DomainEvent,
  Context,
> {
  readonly store: EventStore;
  readonly codec: Codec<Event>;
  readonly decider: Decider<State, Command, Draft, Event, Context>;
  readonly clock: Clock;
  readonly seal: CommandSeal;
  /** Decisions made for one command before giving up on a busy stream; default 8. */
  readonly maxAttempts?: number;
  /** Long streams whose states are kept between commands; default 200. */
  readonly remembered?: number;
}

export interface CommandHandler<State, Command extends CommandContent, Event extends DomainEvent, Context> {
  /** `read`: the stream, where it was read before all of the request was known. */
  (
    request: StreamCommand<State, Command, Context>,
    read?: History<State, Event>,
  ): Promise<CommandResult<State, Event>>;
  /** What a command on a stream begins with. */
  read(
    asked: Pick<StreamCommand<never, never, never>, 'stream' | 'commandId'>,
  ): Promise<History<State, Event>>;
}

/**
 * Load, fold, decide, append; decided anew when somebody else was first.
 * Throws {@link StreamFault} when the stream is damaged, and EventStoreUnavailable: the outcome is then unknown, and a retry with the same command id is safe.
 */
export function createCommandHandler<
  State,
  Command extends CommandContent,
  Draft extends EventDraft,
  Event extends DomainEvent,
  Context,
>(
  handling: CommandHandling<State, Command, Draft, Event, Context>,
): CommandHandler<State, Command, Event, Context> {
  type Handler = CommandHandler<State, Command, Event, Context>;
  const { maxAttempts = 8, remembered = 200, decider, seal } = handling;
  const cache = createStateCache<State>(remembered);
  const read: Handler['read'] = (asked) =>
    loadNewer(handling, asked, remembering(cache.get(asked.stream), asked) ?? nothingOf(decider));
  const handle = async (
    request: StreamCommand<State, Command, Context>,
    already?: History<State, Event>,
  ): Promise<CommandResult<State, Event>> => {
    const { stream } = request;
    const content = contentOf(request);
    const begun = await begin(handling, request, content);
    if (begun !== undefined) return begun;
    let history = already ?? (await read(request));
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
      if (attempt > 0) history = await loadNewer(handling, request, history);
      remember(cache, stream, history);
      const result =
        settledBefore(request, history, (recorded) => seal.compare(recorded, stream, content)) ??
        (await decideAndAppend(handling, request, history, seal.seal(stream, content)));
      if (result !== 'overtaken') return result;
    }
    return { outcome: 'contended', attempts: maxAttempts, ...standing(history) };
  };
  return Object.assign(handle, { read });
}

type Asked = Pick<StreamCommand<never, CommandContent, never>, 'command' | 'happenedAt' | 'circumstances'>;

const contentOf = ({ command, happenedAt, circumstances }: Asked): CanonicalJson =>
  canonicalJson({ type: command.type, data: command.data, happenedAt, ...circumstances });

const standing = <State>({ state, revision, position }: StreamState<State>): StreamState<State> => ({
  state,
  revision,
  position,
});

/** What was recorded as the first of its stream, if it was that; anything else is decided by what stands there. */
async function begin<
  State,
  Command extends CommandContent,
  Draft extends EventDraft,
  Event extends DomainEvent,
  Context,
>(
  handling: CommandHandling<State, Command, Draft, Event, Context>,
  request: StreamCommand<State, Command, Context>,
  content: CanonicalJson,
): Promise<CommandResult<State, Event> | undefined> {
  const { begins, rehearsal, expectedRevision } = request;
  if (begins !== true || rehearsal === true || expectedRevision !== undefined) return undefined;
  try {
    const nothing: History<State, Event> = nothingOf(handling.decider);
    const sealed = handling.seal.seal(request.stream, content);
    const result = await decideAndAppend(handling, request, nothing, sealed);
    return result !== 'overtaken' && result.outcome === 'accepted' ? result : undefined;
  } catch (error) {
    if (error instanceof StreamFault) return undefined;
    throw error;
  }
}

/** The id stands in the history, and nobody can tell for which command. */
export const REPEAT_NOT_RECOGNISED = 'repeat-not-recognised';

/** Carrying it out once more is the one thing that must not be. */
const notRecognised: Refusal = refuse(
  'D19',
  REPEAT_NOT_RECOGNISED,
  'A command with this id was carried out before. Whether it was this one cannot be told: the key that its hash was made with is not here.',
  { remedy: 'Look at what was recorded then, and send what is still wanted under a new id.' },
);

/** A repeat comes before If-Match: the caller's revision is older because of the command itself. */
function settledBefore<State, Command extends CommandContent, Event extends DomainEvent, Context>(
  request: StreamCommand<State, Command, Context>,
  history: History<State, Event>,
  compare: (recorded: string) => ReturnType<CommandSeal['compare']>,
): CommandResult<State, Event> | undefined {
  const [damage] = history.damage;
  if (damage !== undefined && history.own.length === 0) throw new StreamFault(damage);
  const last = history.own.at(-1);
  if (last !== undefined) {
    if (request.rehearsal === true) return { outcome: 'unchanged', ...standing(history) };
    const found = compare(last.metadata.commandHash);
    if (found === 'other') return { outcome: 'commandIdReused', ...standing(history) };
    if (found === 'unknown') return { outcome: 'refused', refusal: notRecognised, ...standing(history) };
    const { revision, position } = last;
    return { outcome: 'repeated', state: history.state, events: history.own, revision, position };
  }
  const expected = request.expectedRevision;
  if (expected === undefined || expected === history.revision) return undefined;
  return { outcome: 'stale', expected, ...standing(history) };
}

async function decideAndAppend<
  State,
  Command extends CommandContent,
  Draft extends EventDraft,
  Event extends DomainEvent,
  Context,
>(
  { store, codec, decider, clock }: CommandHandling<State, Command, Draft, Event, Context>,
  request: StreamCommand<State, Command, Context>,
  history: History<State, Event>,
  commandHash: string,
): Promise<CommandResult<State, Event> | 'overtaken'> {
  const recordedAt = notBefore(history.recordedAt, clock());
  await request.lookUp?.(recordedAt, history.state);
  const stamp = stampOf(request, history.state, { recordedAt, commandHash });
  if (request.rehearsal !== true) await request.ahead?.(stamp.recordedAt, history.state, stamp);
  const context = request.context(stamp.recordedAt, history.state, stamp);
  const decision = decider.decide(request.command, history.state, context);
  if (isRefusal(decision)) return { outcome: 'refused', refusal: decision, ...standing(history) };
  if (decision.length === 0 || request.rehearsal === true)
    return { outcome: 'unchanged', ...standing(history) };

  const drafts = decision.map((draft, index) => ({
    event: stampCurrent(draft, stamp, codec),
    id: eventId(request.commandId, index),
  }));
  const { events, toAppend } = linked(codec, placeAfter(request.stream, history), drafts);
  const written = await appendOnce(store, request.stream, history.revision, toAppend);
  if (written === 'id elsewhere') return { outcome: 'commandIdReused', ...standing(history) };
  // Also when a twin of this command was first: loading its events tells whether it was the same command.
  if (written.outcome !== 'appended') return 'overtaken';
  const state = events.reduce<State>((folded, event) => decider.evolve(folded, event), history.state);
  return { outcome: 'accepted', state, events, revision: written.revision, position: written.position };
}

const placeAfter = (
  stream: StreamName,
  { revision: last, last: before }: Pick<History<unknown, DomainEvent>, 'revision' | 'last'>,
) => ({ stream, revision: last === 'no-stream' ? revision(0) : revision(last + 1n), last: before });

const notBefore = (earliest: Instant | undefined, now: Instant): Instant =>
  earliest !== undefined && now < earliest ? earliest : now;

function stampOf<State, Command extends CommandContent, Context>(
  request: StreamCommand<State, Command, Context>,
  state: State,
  made: Pick<Stamp, 'recordedAt' | 'commandHash'>,
): Stamp {
  const { commandId, actor, happenedAt, correlationId, causationId } = request;
  return {
    ...made,
    commandId,
    actor: typeof actor === 'function' ? actor(made.recordedAt, state) : actor,
    happenedAt,
    correlationId,
    causationId,
    procedure: request.procedure?.(made.recordedAt, state),
  };
}

/** Draft and event are the same type with and without metadata; the decider's type parameters cannot say so. */
const stampCurrent = <Event extends DomainEvent>(
  draft: EventDraft,
  stamp: Stamp,
  codec: Codec<Event>,
): Event => stampMetadata(draft, { ...stamp, schemaVersion: codec.versionOf(draft.type) }) as Event;

/** The ids derive from the command id: when they stand in another stream, so does this command id. */
async function appendOnce(
  store: EventStore,
  stream: StreamName,
  expected: ExpectedRevision,
  events: readonly EventToAppend[],
) {
  try {
    return await store.append(stream, expected, events);
  } catch (error) {
    if (error instanceof EventIdConflict) return 'id elsewhere';
    throw error;
  }
}
