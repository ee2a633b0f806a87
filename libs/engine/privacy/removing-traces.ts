import { caseStreamOf } from '#cases';
import {
  BEGINNING,
  joined,
  refuse,
  type EventStore,
  type ParkedEvent,
  type ReadModelStore,
  type Refusal,
} from '#event-sourcing';
import { privacyStreamOf, type Subjects } from '#privacy';

export interface TracePorts {
  readonly store: Pick<EventStore, 'head' | 'readStream'>;
  readonly parked: () => Promise<readonly ParkedEvent[]>;
  /** Absent: a server's own business. */
  readonly scrub: ReadModelStore['scrub'] | undefined;
  /** Brings the read models up to date, by this process or another one. */
  readonly catchUp: () => Promise<void>;
}

/** Read models and their files, after their folds have given up what they held. Several cases are done with at once. */
export function removingTraces(ports: TracePorts): Subjects['removeTraces'] {
  /** Of whoever's erasure was carried out before it nothing is left. */
  let cleanUpTo = BEGINNING;
  const clean = joined(async () => {
    const head = await ports.store.head();
    await ports.catchUp();
    const done = (await ports.scrub?.(head)) ?? true;
    if (done) cleanUpTo = head;
    return done;
  });
  return async (caseId) => {
    await ports.catchUp();
    const stream = caseStreamOf(caseId);
    const parked = (await ports.parked()).filter((each) => each.stream === stream);
    if (parked.length > 0) return stillParked(parked);
    // Asked again it is carried out anew: what was parked until then has left its bytes behind since.
    const steps = await ports.store.readStream(privacyStreamOf(caseId));
    const carriedOut = steps.findLast(({ type }) => type === 'ErasureCarriedOut');
    return carriedOut === undefined || carriedOut.position <= cleanUpTo || clean();
  };
}

/** A read model that stands still in a case before it was erased goes on telling what it held. */
const stillParked = (parked: readonly ParkedEvent[]): Refusal =>
  refuse(
    'PRI-2',
    'traces-parked',
    'Events of the case are parked: their read models still hold what was said.',
    {
      remedy:
        'Release them once their cause is mended, or rebuild their read model and discard them then (redress projections); after that erase the case again.',
      details: { readModels: [...new Set(parked.map(({ projection }) => projection))] },
    },
  );
