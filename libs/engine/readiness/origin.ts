import { BEGINNING, type CollectionSpec, type Position, type ReadModelStore } from '#event-sourcing';

/** What the read models were made from and with; the same for every process that shares them. */
export interface Origin {
  /** Kind of the event store, and the namespace there: positions of one mean nothing in another. */
  readonly eventStore: string;
  /** Tells one secret of complainants' fingerprints from another without telling the secret. */
  readonly pepperMark: string;
  /** What the event store knows the history by. Absent while there is nothing to know it by. */
  readonly firstEvent?: string;
}

/** Read models that were made from another history, or with another data folder's secret. Nothing was written. */
export class ForeignReadModels extends Error {
  override readonly name = 'ForeignReadModels';
}

/** Stored contract. */
export const ORIGIN: CollectionSpec = { name: 'origin', version: 1, fields: {}, indexes: [] };
const ORIGIN_ID = 'origin';

export const storedOrigin = async (readModels: ReadModelStore): Promise<Origin | undefined> =>
  (await readModels.get(ORIGIN, ORIGIN_ID)) as Origin | undefined;

/** After every origin that was left while there was nothing to know the history by. */
const KNOWN = '0' as Position;

/** Processes that start together all write; the first one stays, until there is something to know the history by. */
export async function leaveOrigin(readModels: ReadModelStore, ours: Origin): Promise<Origin> {
  const position = ours.firstEvent === undefined ? BEGINNING : KNOWN;
  await readModels.ensure(ORIGIN);
  await readModels.write(ORIGIN, [{ id: ORIGIN_ID, position, document: ours }]);
  return (await storedOrigin(readModels)) ?? ours;
}

export function assertSame(theirs: Origin, ours: Origin): void {
  assertSameKind(theirs, ours);
  if (theirs.firstEvent !== undefined && theirs.firstEvent !== ours.firstEvent)
    throw new ForeignReadModels(`These read models were made from another history than this one. ${ANOTHER}`);
}

export function assertSameKind(theirs: Origin, ours: Origin): void {
  if (theirs.eventStore !== ours.eventStore) {
    throw new ForeignReadModels(
      `These read models were made from a history in ${theirs.eventStore}, and EVENT_STORE now leads to ${ours.eventStore}. ${ANOTHER}`,
    );
  }
  if (theirs.pepperMark !== ours.pepperMark) {
    throw new ForeignReadModels(
      'These read models were made with the data folder of another process: its keys/pepper is not ours, so the same complainant would have two fingerprints. ' +
        'Give all processes the same data folder (--data or REDRESS_DATA); if that folder is lost, name a new database in READ_MODELS.',
    );
  }
}

export const ANOTHER =
  'Name another database in READ_MODELS (without it: remove read-models.db from the data folder); it is filled from the history.';
