import { revision, type EventStore, type Instant } from '#event-sourcing';
import { nobodyYet, evolveOrganisation, organisationStream, type Organisation } from '#organisation';
import { organisationCodec } from './codecs.ts';

/** The organisation as it is now. */
export interface Directory {
  /** Reads what has been recorded since the last time: nobody acts by an authority that was taken back (D23). */
  current(): Promise<Organisation>;
  /** As it was recorded by that moment. */
  knownAt(moment: Instant): Promise<Organisation>;
}

export function createDirectory(store: Pick<EventStore, 'readStream'>): Directory {
  let known = nobodyYet;
  let next = revision(0);
  return {
    async current() {
      for (const stored of await store.readStream(organisationStream, { from: next })) {
        // Two may have read the same part; it counts once.
        if (stored.revision < next) continue;
        known = evolveOrganisation(known, organisationCodec.decode(stored));
        next = revision(stored.revision + 1n);
      }
      return known;
    },
    async knownAt(moment) {
      const events = (await store.readStream(organisationStream)).map((stored) =>
        organisationCodec.decode(stored),
      );
      return events
        .filter(({ metadata }) => metadata.recordedAt <= moment)
        .reduce((state, event) => evolveOrganisation(state, event), nobodyYet);
    },
  };
}
