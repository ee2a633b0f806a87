import {
  canBeSetAside,
  canonicalJson,
  commandId,
  decodeHistory,
  EVENT_SET_ASIDE,
  eventId,
  linked,
  refuse,
  revision,
  stampMetadata,
  type Clock,
  type CommandActor,
  type CommandSeal,
  type EventSetAside,
  type EventStore,
  type Position,
  type Refusal,
  type Revision,
  type StreamName,
} from '#event-sourcing';
import type { CodecPort } from '../commands/codecs.ts';
import { damageRefusal } from './damage-refusal.ts';
import type { DamageNotes } from './damage-notes.ts';

export interface SettingAside {
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly reason: string;
  readonly actor: CommandActor;
}

export type SetAsideOutcome =
  | {
      readonly outcome: 'set-aside' | 'unchanged';
      readonly revision: Revision;
      readonly position: Position;
    }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

export interface SetAsidePorts extends CodecPort {
  readonly store: Pick<EventStore, 'append' | 'readStream'>;
  readonly clock: Clock;
  readonly seal: CommandSeal;
  readonly notes: DamageNotes;
}

/** Decided anew when somebody else was first. */
const ATTEMPTS = 8;

/**
 * An administrator sets aside what stands in a stream and is not ours, or cannot be read: an event of ours says so, with
 * the reason, and the stream goes on. Of every kind of stream alike.
 */
export function createSettingAside(ports: SetAsidePorts) {
  return async (request: SettingAside): Promise<SetAsideOutcome> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const outcome = await decide(ports, request);
      if (outcome !== 'overtaken') return outcome;
    }
    return refused('D15', 'contended', 'Too many changes to this stream at once.', 'Repeat the request.');
  };
}

async function decide(
  { store, clock, seal, notes, codec }: SetAsidePorts,
  request: SettingAside,
): Promise<SetAsideOutcome | 'overtaken'> {
  const { stream } = request;
  const stored = await store.readStream(stream);
  const last = stored.at(-1);
  const standing = stored.find(({ revision }) => revision === request.revision);
  if (last === undefined || standing === undefined)
    return refused(
      'D15',
      'no-such-event',
      `There is no such event in ${stream}.`,
      'See redress events damage.',
    );
  const { damage } = decodeHistory(codec, stored);
  const found = damage.find(({ eventId: id }) => id === standing.id);
  if (found === undefined) {
    await notes.replace(stream, damage);
    return { outcome: 'unchanged', revision: last.revision, position: last.position };
  }
  if (!canBeSetAside(found)) return { outcome: 'refused', refusal: damageRefusal(found) };
  const draft = recorded(request, { id: standing.id, finding: found.finding }, { clock, seal, codec });
  const place = { stream, revision: revision(last.revision + 1n), last };
  const written = await store.append(stream, last.revision, linked(codec, place, [draft]).toAppend);
  if (written.outcome === 'conflict') return 'overtaken';
  await notes.replace(
    stream,
    damage.filter((each) => each !== found),
  );
  return { outcome: 'set-aside', revision: written.revision, position: written.position };
}

function recorded(
  { stream, revision, reason, actor }: SettingAside,
  what: { readonly id: string; readonly finding: string },
  { clock, seal, codec }: Pick<SetAsidePorts, 'clock' | 'seal' | 'codec'>,
) {
  const data = {
    revision: revision.toString(),
    event: what.id,
    finding: what.finding as EventSetAside['finding'],
    reason,
  } satisfies EventSetAside;
  // The same event is set aside once, whoever repeats it.
  const id = commandId('set-aside', stream, what.id);
  const event = stampMetadata(
    { type: EVENT_SET_ASIDE, data },
    {
      commandId: id,
      commandHash: seal.seal(stream, canonicalJson({ type: 'SetEventAside', data })),
      actor: { id: actor.id, role: actor.role ?? 'admin' },
      recordedAt: clock(),
      schemaVersion: codec.versionOf(EVENT_SET_ASIDE),
    },
  );
  return { event, id: eventId(id, 0) };
}

const refused = (rule: string, code: string, message: string, remedy: string): SetAsideOutcome => ({
  outcome: 'refused',
  refusal: refuse(rule, code, message, { remedy }),
});
