import { setImmediate } from 'node:timers/promises';
import { caseNumber, caseStreamOf } from '#cases';
import {
  BEGINNING,
  type Damage,
  type EventStore,
  type Position,
  type Projection,
  type ReadModelStore,
  type StoredEvent,
  type StreamName,
  type Timing,
} from '#event-sourcing';
import type { EvidenceStore } from '#evidence';
import type { ProofFinding } from '#proof';
import type { CodecPort } from '../commands/codecs.ts';
import type { DamageNotes } from '../damage/damage-notes.ts';
import { ForeignReadModels } from '../readiness/origin.ts';
import { HistoryBehind } from '../readiness/readiness.ts';
import { heldAgainstFiles } from './evidence.ts';
import { HistoryPass } from './history-pass.ts';
import {
  heldAgainstCase,
  heldAgainstLog,
  type Covered,
  type LogHeld,
  type LogHeldPorts,
  type Witnessed,
} from './log-held.ts';
import type { VerifyOptions, VerifyPhase } from './options.ts';
import { replayed, type Replayed } from './read-models.ts';
import { missingOfStreams } from './streams.ts';

export interface HistoryVerdict {
  readonly events: number;
  readonly streams: number;
  /** Events that name the one before them. */
  readonly linked: number;
  /** What of the history checkpoints speak for; absent where there is no log. */
  readonly covered?: Covered;
  /** Of a single case: how many of its events the log proves; absent where there is no log. */
  readonly proven?: number;
  /** How far witnesses have signed; absent where none that is known has. */
  readonly witnessed?: Witnessed;
  readonly evidence: number;
  /** Read models that could not be held against a replay, because they went on all the time. */
  readonly tooBusy: readonly string[];
  /** What keeps single streams from being gone on with: see `redress events damage`. */
  readonly damage: readonly Damage[];
  /** What else is wrong, by its place in the history. */
  readonly findings: readonly ProofFinding[];
}

export interface VerifyPorts extends LogHeldPorts, CodecPort {
  readonly store: EventStore;
  readonly readModels: ReadModelStore;
  readonly notes: DamageNotes;
  readonly files: Pick<EvidenceStore, 'standing'>;
  readonly projections: readonly Projection<object>[];
  readonly timing: Timing;
  /** Brings the read models up to date, by this process or another one. */
  readonly catchUp: () => Promise<void>;
}

const PAGE = 1_000;

/**
 * Looks for everything that is wrong with a history, and with what is kept beside it. Changes nothing but the list of
 * findings, which it brings up to date.
 */
export function createVerification(ports: VerifyPorts) {
  return (options: VerifyOptions = {}): Promise<HistoryVerdict> =>
    options.caseId === undefined
      ? verifyWhole(ports, options)
      : verifyCase(ports, options, caseStreamOf(caseNumber(options.caseId)));
}

async function verifyWhole(ports: VerifyPorts, options: VerifyOptions): Promise<HistoryVerdict> {
  const pass = new HistoryPass();
  const log = await heldAgainstLog(ports, options);
  const total = await ports.store.countAfter?.(BEGINNING);
  for await (const page of pagesOf(ports.store, options.signal)) {
    for (const event of page) await log.add(event, pass.add(event));
    tell(options, 'events', pass.events, total);
  }
  const held = await log.finish();
  const missing = await missingOfStreams(ports, pass.last, (streams) => {
    options.signal?.throwIfAborted();
    tell(options, 'streams', streams, pass.last.size);
  });
  const damage = await noted(ports.notes, pass.damage(), missing);
  return concluded(ports, options, { pass, held, damage });
}

async function verifyCase(
  ports: VerifyPorts,
  options: VerifyOptions,
  stream: StreamName,
): Promise<HistoryVerdict> {
  const pass = new HistoryPass();
  const events = await ports.store.readStream(stream);
  const hashes = events.map((event) => ({ event, hash: pass.add(event) }));
  const held = await heldAgainstCase(ports, options, hashes);
  const damage = [...(pass.damage().get(stream) ?? [])];
  const gone: readonly Damage[] = events.length === 0 ? [{ stream, finding: 'deleted' }] : [];
  return concluded(ports, options, { pass, held, damage: [...damage, ...gone] });
}

interface Found {
  readonly pass: HistoryPass;
  readonly held: LogHeld;
  readonly damage: readonly Damage[];
}

async function concluded(
  ports: VerifyPorts,
  options: VerifyOptions,
  { pass, held, damage }: Found,
): Promise<HistoryVerdict> {
  const files = options.historyOnly === true ? new Map<string, StoredEvent>() : pass.evidence;
  const evidence = await heldAgainstFiles(ports, options, files);
  const models =
    options.historyOnly === true || options.caseId !== undefined || pass.isBeyond
      ? { findings: [], tooBusy: [] }
      : await heldAgainstReplay(ports, options);
  const findings = [...pass.findings, ...held.findings, ...evidence.findings, ...models.findings];
  const { events, linked, last } = pass;
  return {
    ...{ events, streams: last.size, linked, evidence: evidence.count, tooBusy: models.tooBusy, damage },
    ...(held.covered && { covered: held.covered }),
    ...(held.proven !== undefined && { proven: held.proven }),
    ...(held.witnessed && { witnessed: held.witnessed }),
    findings: findings.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1)),
  };
}

/** What concerns no single event comes last. */
const placeOf = ({ position }: ProofFinding): string => position ?? '~';

async function heldAgainstReplay(ports: VerifyPorts, options: VerifyOptions): Promise<Replayed> {
  try {
    await ports.catchUp();
  } catch (error) {
    if (!(error instanceof ForeignReadModels || error instanceof HistoryBehind)) throw error;
    return { findings: [{ finding: 'read-model-differs' as const, message: error.message }], tooBusy: [] };
  }
  const { signal } = options;
  const onProgress = ({ done, total }: { readonly done: number; readonly total?: number }): void => {
    tell(options, 'read models', done, total);
  };
  return replayed({ ...ports, signal, onProgress });
}

/** Notes of what was mended meanwhile go. */
async function noted(
  notes: DamageNotes,
  found: ReadonlyMap<StreamName, readonly Damage[]>,
  missing: readonly Damage[],
): Promise<readonly Damage[]> {
  const byStream = new Map<StreamName, readonly Damage[]>(found);
  for (const each of missing) {
    const before = byStream.get(each.stream) ?? [];
    // The log tells more exactly where.
    if (!before.some(({ finding }) => finding === each.finding)) byStream.set(each.stream, [...before, each]);
  }
  for (const stream of await notedStreams(notes)) if (!byStream.has(stream)) byStream.set(stream, []);
  for (const [stream, damage] of byStream) await notes.replace(stream, damage);
  return [...byStream.values()].flat();
}

async function notedStreams(notes: DamageNotes): Promise<readonly StreamName[]> {
  const streams: StreamName[] = [];
  let cursor: string | undefined;
  do {
    const page = await notes.list({ limit: PAGE, ...(cursor !== undefined && { cursor }) });
    streams.push(...page.items.map(({ stream }) => stream as StreamName));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return streams;
}

async function* pagesOf(
  store: Pick<EventStore, 'readAll'>,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly StoredEvent[]> {
  let after: Position = BEGINNING;
  for (;;) {
    signal?.throwIfAborted();
    const page = await store.readAll(after, PAGE);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.position;
    await setImmediate();
  }
}

const tell = (
  { onProgress }: VerifyOptions,
  phase: VerifyPhase,
  done: number,
  total: number | undefined,
): void => onProgress?.({ phase, done, ...(total !== undefined && { total }) });
