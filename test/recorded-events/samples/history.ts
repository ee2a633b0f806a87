import type { EventSetAside } from '#event-sourcing';

/** What may stand in a stream of every kind. */
export const historySamples = {
  EventSetAside: {
    revision: '7',
    event: '6f9619ff-8b86-5d01-b42d-00cf4fc964ff',
    finding: 'foreign-event',
    reason: 'Written by a test of another team.',
  } satisfies EventSetAside,
};
