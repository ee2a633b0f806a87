import {
  decodeHistory,
  joined,
  revision,
  StreamFault,
  type EventStore,
  type Instant,
  type Revision,
  type StoredEvent,
} from '#event-sourcing';
import {
  nobodyYet,
  evolveOrganisation,
  organisationStream,
  type Organisation,
  type RecordedOrganisationEvent,
} from '#organisation';
import { organisationCodec, type CodecPort } from './codecs.ts';

/** The organisation as it is now. */
export interface Directory {
  /** Reads what has been recorded since the last time: nobody acts by an authority that was taken back (D23). */
  current(): Promise<Organisation>;
  /** As it was recorded by that moment. */
  knownAt(moment: Instant): Promise<Organisation>;
}

/**
 * What is not ours is passed over: it gives nobody anything. Where something of ours is missing, nobody can tell who may do
 * what. Throws StreamFault.
 */
function whole(
  ports: CodecPort,
  stored: readonly StoredEvent[],
  from: Revision,
): readonly RecordedOrganisationEvent[] {
  const { events, damage } = decodeHistory(organisationCodec(ports), stored, from);
  const missing = damage.find(({ finding }) => finding !== 'foreign-event');
  if (missing !== undefined) throw new StreamFault(missing);
  return events;
}

export function createDirectory(
  ports: CodecPort & { readonly store: Pick<EventStore, 'readStream'> },
): Directory {
  const { store } = ports;
  let known = nobodyYet;
  let next = revision(0);
  const look = async (): Promise<Organisation> => {
    const stored = await store.readStream(organisationStream, { from: next });
    const last = stored.at(-1);
    if (last === undefined) return known;
    known = whole(ports, stored, next).reduce(evolveOrganisation, known);
    next = revision(last.revision + 1n);
    return known;
  };
  return {
    // Everybody who asks at the same time shares a look, which began after they asked.
    current: joined(look),
    async knownAt(moment) {
      return whole(ports, await store.readStream(organisationStream), revision(0))
        .filter(({ metadata }) => metadata.recordedAt <= moment)
        .reduce((state, event) => evolveOrganisation(state, event), nobodyYet);
    },
  };
}
