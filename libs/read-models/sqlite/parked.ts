import type { FoldedBatch, ParkedEvent, Position } from '#event-sourcing';
import type { Database, Row } from './database.ts';
import { exactName } from './generations.ts';

/** Within the caller's transaction. */
export function park(database: Database, name: string, events: FoldedBatch['parked']): void {
  for (const { stream, position, reason } of events) {
    database.run(
      `INSERT INTO parked (projection, stream, position, reason) VALUES (?, ?, ?, ?)
       ON CONFLICT (projection, position) DO NOTHING`,
      name,
      stream,
      position,
      reason,
    );
  }
}

export function parkedEvents(database: Database, projection: string | undefined): readonly ParkedEvent[] {
  if (projection !== undefined) {
    const name = exactName(database, projection);
    const rows = database.all('SELECT * FROM parked WHERE projection = ? ORDER BY position', name);
    return rows.map((row) => toParked(row, projection));
  }
  const rows = database.all('SELECT * FROM parked ORDER BY position, projection');
  return rows.flatMap((row) => {
    const name = String(row['projection']);
    const alias = name.replace(/#\d+$/, '');
    return exactName(database, alias) === name ? [toParked(row, alias)] : [];
  });
}

const toParked = (row: Row, projection: string): ParkedEvent => ({
  projection,
  stream: String(row['stream']),
  position: row['position'] as Position,
  reason: String(row['reason']),
});

export function unpark(database: Database, projection: string, stream: string): void {
  database.run(
    'DELETE FROM parked WHERE projection = ? AND stream = ?',
    exactName(database, projection),
    stream,
  );
}
