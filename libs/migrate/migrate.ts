import {
  BEGINNING,
  type EventStore,
  type EventStoreUnavailable,
  type Position,
  type Timing,
} from '#event-sourcing';
import { systemTiming } from '#timing';
import { Comparison, differingParts, type HistorySummary, type LogRelation } from './compare-histories.ts';
import { copyAfter, placeOf } from './copy-history.ts';
import { patient } from './patient-store.ts';

/** `comparing` what the target holds already, `copying` the rest, `verifying` everything. */
export type MigrationPhase = 'comparing' | 'copying' | 'verifying';

export interface MigrationProgress {
  readonly phase: MigrationPhase;
  /** Events of this phase. */
  readonly done: number;
  /** Absent where the store cannot tell. */
  readonly total?: number;
}

export interface MigrationOptions {
  /** Stops between two appends; the next call goes on. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: MigrationProgress) => void;
  /** The target is away and is asked again, once for each outage. */
  readonly onOutage?: (error: EventStoreUnavailable) => void;
  /** How long the target may be away in the middle, in ms; default one minute. */
  readonly patienceMillis?: number;
  readonly timing?: Timing;
}

export interface VerifiedCopy extends HistorySummary {
  /** The same, counted from what the target gave back. */
  readonly target: HistorySummary;
  readonly seconds: number;
}

export interface Migration extends VerifiedCopy {
  /** Events that this call wrote. */
  readonly copied: number;
  /** Events of an earlier call that was interrupted, or of a migration that was complete. */
  readonly alreadyThere: number;
}

/** The target is not the place for this history. Nothing was written. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';
}

/** The two histories are not the same; the message names the first event that differs. */
export class HistoriesDiffer extends Error {
  override readonly name = 'HistoriesDiffer';
}

/**
 * Copies a history into an empty store, in log order and with ids, types, data and metadata to the byte, then reads
 * both and compares them. May be repeated after anything: what is there already has to be a beginning of the source,
 * and is completed. What is appended to the source meanwhile is copied, too, until nothing more comes.
 * Throws {@link MigrationRefused}, {@link HistoriesDiffer}, CopyFailed, EventStoreUnavailable, or the signal's reason.
 */
export async function migrateHistory(
  source: EventStore,
  target: EventStore,
  options: MigrationOptions = {},
): Promise<Migration> {
  const run = await begin(source, target, options);
  let comparison = new Comparison(source, run.target);
  let standing = await run.compare(comparison, 'comparing');
  if (standing.kind !== 'same' && standing.kind !== 'behind') throw refusalOf(standing, comparison.events);
  const alreadyThere = comparison.events;
  let copied = 0;
  let at = comparison.sourceAt;
  if (standing.kind === 'behind') comparison = new Comparison(source, run.target);
  while (standing.kind === 'behind') {
    const before = copied;
    const tell = await run.meter('copying', source, at);
    const onWritten = (events: number): void => {
      copied += events;
      tell(copied - before);
    };
    at = await copyAfter(at, { source, target: run.target, signal: options.signal, onWritten });
    standing = await run.compare(comparison, 'verifying');
    assertSameUntil(at, standing, comparison.events);
  }
  return { ...run.result(comparison), copied, alreadyThere };
}

/** Reads and compares, writes nothing. Throws {@link HistoriesDiffer}, EventStoreUnavailable, or the signal's reason. */
export async function verifyMigration(
  source: EventStore,
  target: EventStore,
  options: MigrationOptions = {},
): Promise<VerifiedCopy> {
  const run = await begin(source, target, options);
  const comparison = new Comparison(source, run.target);
  const standing = await run.compare(comparison, 'verifying');
  if (standing.kind !== 'same') throw new HistoriesDiffer(findingOf(standing, comparison.events));
  return run.result(comparison);
}

const MINUTE = 60_000;

async function begin(source: EventStore, target: EventStore, options: MigrationOptions) {
  const { timing = systemTiming, patienceMillis = MINUTE, signal, onOutage, onProgress } = options;
  const startedAt = timing.now();
  await reach(source, target);
  const meter = async (phase: MigrationPhase, counted: EventStore, after: Position) => {
    const total = await counted.countAfter?.(after);
    return (done: number): void => onProgress?.({ phase, done, ...(total !== undefined && { total }) });
  };
  return {
    target: patient(target, { timing, patienceMillis, signal, onOutage }),
    meter,
    async compare(comparison: Comparison, phase: MigrationPhase): Promise<LogRelation> {
      const onCompared = await meter(phase, phase === 'comparing' ? target : source, BEGINNING);
      return comparison.advance({ signal, onCompared });
    },
    result(comparison: Comparison): VerifiedCopy {
      const { source: summary, target: theirs } = comparison.summaries();
      return { ...summary, target: theirs, seconds: (timing.now() - startedAt) / 1000 };
    },
  };
}

/**
 * Without patience: a wrong address or password should be told at once. A read of a stream also takes the connection to
 * the leader of a cluster: another node might not yet know of everything that stands there.
 */
async function reach(source: EventStore, target: EventStore): Promise<void> {
  const [first] = await source.readAll(BEGINNING, 1);
  await (first === undefined ? target.head() : target.readStream(first.stream, { limit: 1 }));
}

type Unequal = Exclude<LogRelation, { readonly kind: 'same' }>;

/** While the source grows the target may be behind, but never within what was copied. */
function assertSameUntil(copiedTo: Position, standing: LogRelation, events: number): void {
  if (standing.kind === 'same') return;
  if (standing.kind === 'behind' && standing.missing.position > copiedTo) return;
  throw new HistoriesDiffer(findingOf(standing, events));
}

function findingOf(standing: Unequal, events: number): string {
  const equal = `Events that are the same: ${events.toLocaleString('en-US')}`;
  switch (standing.kind) {
    case 'behind':
      return `The target is not complete. ${equal}; ${placeOf(standing.missing)} is the first one that is missing.`;
    case 'ahead':
      return events === 0
        ? `The target holds a history that begins with ${placeOf(standing.extra)}, and this one is empty.`
        : `The target has gone on by itself. ${equal}; ${placeOf(standing.extra)} is the first one that is only there.`;
    case 'different': {
      const { source, target } = standing;
      const parts = differingParts(source, target);
      return parts.includes('id')
        ? `The target holds another history. ${equal}; then comes ${placeOf(target)} (${target.type}), which is not from here; here it is ${placeOf(source)} (${source.type}).`
        : `The target holds ${placeOf(target)} (${target.type}) with another ${parts.join(' and ')}. ${equal}; this is the first difference.`;
    }
  }
}

function refusalOf(standing: Unequal, events: number): MigrationRefused {
  const advice =
    standing.kind === 'ahead' && events > 0
      ? 'Somebody works on it already: set EVENT_STORE and go on there, or, if this folder is to go on, migrate into an EventStoreDB without cases.'
      : 'Check that folder and connection string belong together; a history can only be migrated into an EventStoreDB without cases.';
  return new MigrationRefused(`${findingOf(standing, events)} Nothing was written. ${advice}`);
}
