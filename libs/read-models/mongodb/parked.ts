import type { FoldedBatch, ParkedEvent, Position } from '#event-sourcing';
import type { Collection, Db } from 'mongodb';
import { copyOf, NOTHING, slotOf } from './control.ts';
import type { ControlStore } from './control-store.ts';
import { duplicatesOf } from './errors.ts';

/** An event that stands aside; it belongs to the home of its projection's documents, and is gone with them. */
interface StoredParkedEvent {
  /** Home and position: parking the same event again changes nothing. */
  readonly _id: string;
  readonly home: string;
  readonly alias: string;
  readonly stream: string;
  readonly position: Position;
  readonly reason: string;
}

const parkedIn = (database: Db): Collection<StoredParkedEvent> =>
  database.collection<StoredParkedEvent>('parked', {
    readConcern: { level: 'local' },
    readPreference: 'primary',
  });

export async function ensureParked(database: Db): Promise<void> {
  await parkedIn(database).createIndex({ home: 1, position: 1 });
}

export async function park(
  database: Db,
  { home, alias }: { readonly home: string; readonly alias: string },
  events: FoldedBatch['parked'],
): Promise<void> {
  if (events.length === 0) return;
  const documents = events.map(({ stream, position, reason }) => ({
    ...{ _id: `${home} ${position}`, home, alias },
    ...{ stream, position, reason },
  }));
  try {
    await parkedIn(database).insertMany(documents, { ordered: false });
  } catch (error) {
    if (duplicatesOf(error) === undefined) throw error;
  }
}

/** Of one copy, or of all live ones. */
export async function parkedEvents(
  database: Db,
  control: ControlStore,
  projection: string | undefined,
): Promise<readonly ParkedEvent[]> {
  if (projection !== undefined) {
    const slot = slotOf(projection);
    const { home } = copyOf(await control.read(slot.alias), slot);
    const rows = await parkedIn(database).find({ home }).sort({ position: 1 }).toArray();
    return rows.map((row) => toParked(row, projection));
  }
  const rows = await parkedIn(database).find().sort({ position: 1, alias: 1 }).toArray();
  const controls = await control.readAll([...new Set(rows.map(({ alias }) => alias))]);
  const isLive = ({ alias, home }: StoredParkedEvent): boolean =>
    copyOf(controls.get(alias) ?? NOTHING, slotOf(alias)).home === home;
  return rows.filter(isLive).map((row) => toParked(row, row.alias));
}

const toParked = ({ stream, position, reason }: StoredParkedEvent, projection: string): ParkedEvent => ({
  projection,
  stream,
  position,
  reason,
});

export async function unpark(database: Db, home: string, stream: string): Promise<void> {
  await parkedIn(database).deleteMany({ home, stream });
}

export async function removeParked(database: Db, home: string): Promise<void> {
  await parkedIn(database).deleteMany({ home });
}
