import { LeaseLost, type Checkpoint, type EventId, type Lease, type Position } from '#event-sourcing';
import type { Database } from './database.ts';

/** Within the caller's transaction, as everything here. `now` in milliseconds. */
export function acquireLease(
  database: Database,
  wanted: { readonly name: string; readonly holder: string; readonly takeOver: boolean },
  now: number,
  ttlMillis: number,
): Lease | undefined {
  const { name, holder, takeOver } = wanted;
  const row = database.get('SELECT holder, epoch, expires_at FROM leases WHERE name = ?', name);
  const expiresAt = Number(row?.['expires_at'] ?? RELEASED);
  const renews = row?.['holder'] === holder && expiresAt !== RELEASED;
  if (!renews && !takeOver && expiresAt > now) return undefined;
  const epoch = Number(row?.['epoch'] ?? 0) + (renews ? 0 : 1);
  database.run(
    `INSERT INTO leases (name, holder, epoch, expires_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE
     SET holder = excluded.holder, epoch = excluded.epoch, expires_at = excluded.expires_at`,
    name,
    holder,
    epoch,
    now + ttlMillis,
  );
  return { name, holder, epoch };
}

const RELEASED = 0;

export function leaseHolders(database: Database, now: number): ReadonlyMap<string, string> {
  const rows = database.all('SELECT name, holder FROM leases WHERE expires_at > ?', now);
  return new Map(rows.map(({ name, holder }) => [String(name), String(holder)]));
}

/** The row stays: epochs go on rising. */
export function releaseLease(database: Database, { name, holder, epoch }: Lease): void {
  database.run(
    'UPDATE leases SET expires_at = ? WHERE name = ? AND holder = ? AND epoch = ?',
    RELEASED,
    name,
    holder,
    epoch,
  );
}

/** Throws {@link LeaseLost} when a later epoch was given out. */
export function assertNotFenced(database: Database, { name, holder, epoch }: Lease): void {
  const row = database.get('SELECT epoch FROM leases WHERE name = ?', name);
  if (Number(row?.['epoch'] ?? 0) > epoch) throw lost(name, holder);
}

const lost = (name: string, holder: string): LeaseLost => new LeaseLost(`${holder} no longer holds ${name}`);

export function readCheckpoint(database: Database, name: string): Checkpoint | undefined {
  const row = database.get('SELECT position, event FROM checkpoints WHERE name = ?', name);
  return row && { position: row['position'] as Position, event: row['event'] as EventId };
}

export function saveCheckpoint(
  database: Database,
  name: string,
  { position, event }: Checkpoint,
  lease: Lease,
): void {
  const saved = database.run(
    `INSERT INTO checkpoints (name, position, event, epoch) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET
       event = CASE WHEN excluded.position > position THEN excluded.event ELSE event END,
       position = max(position, excluded.position), epoch = excluded.epoch
     WHERE excluded.epoch >= epoch`,
    name,
    position,
    event,
    lease.epoch,
  );
  if (saved === 0) throw lost(name, lease.holder);
}
