import { mapRow, type MappedRow } from './mapping/map-row.ts';
import { columnsOf, type ImportMapping } from './mapping/mapping.ts';
import { EventStoreUnavailable } from '#event-sourcing';
import type { Engine } from '#engine';
import { openSource, UnreadableSource, type Source, type SourceRow } from './read-rows.ts';

/** A row that was not taken, and nothing of it remains (INT-11). */
export interface RejectedRow {
  readonly line: number;
  readonly reference?: string;
  readonly reason: string;
}

export interface ImportReport {
  readonly rows: number;
  readonly imported: number;
  /** Rows of an earlier run of the same import. */
  readonly alreadyThere: number;
  readonly rejected: readonly RejectedRow[];
}

export interface ImportOptions {
  readonly file: string;
  readonly mapping: ImportMapping;
  /** Who imports; recorded in every event. */
  readonly by: string;
  readonly signal?: AbortSignal;
  onProgress?(done: number, total: number): void;
}

/** Rows on their way at one time: enough to fill a group commit, few enough to hold in memory. */
const IN_FLIGHT = 512;

/**
 * Imports a file (INT-11). Every row is one append, so a row is there whole or not at all; the ids come from the row, so
 * a run after a crash finds what is there and goes on. Throws UnreadableSource, EventStoreUnavailable.
 */
export async function importFile(
  engine: Pick<Engine, 'execute'>,
  options: ImportOptions,
): Promise<ImportReport> {
  const source = await openSource(options.file, columnsOf(options.mapping));
  const tally: Tally = { rows: 0, imported: 0, alreadyThere: 0, rejected: [], lineOf: new Map() };
  const onTheirWay = new OnTheirWay();
  try {
    for await (const row of source.rows) {
      options.signal?.throwIfAborted();
      await onTheirWay.room();
      onTheirWay.add(importRow(engine, row, options, tally));
      if (tally.rows % IN_FLIGHT === 0) options.onProgress?.(source.read(), source.size);
    }
  } catch (error) {
    await onTheirWay.settle();
    throw withRowsBefore(error, tally);
  }
  await onTheirWay.settle();
  return reportOf(tally, source, options);
}

/** A source that breaks off: whoever mends it has to know that what came before is there already. */
function withRowsBefore(error: unknown, { rows, imported, alreadyThere, rejected }: Tally): unknown {
  if (!(error instanceof UnreadableSource) || rows === 0) return error;
  const counts = `${String(imported)} imported, ${String(alreadyThere)} there already, ${String(rejected.length)} rejected`;
  return new UnreadableSource(
    `${error.message}; ${String(rows)} rows before that were read (${counts}): mend the file and import it again`,
    { cause: error },
  );
}

interface Tally {
  rows: number;
  imported: number;
  alreadyThere: number;
  readonly rejected: RejectedRow[];
  /** Line of each reference seen: a source that names a case twice is contradictory. */
  readonly lineOf: Map<string, number>;
}

/** Rows that were read and are not recorded yet. The next one is read as soon as there is room, so that nobody stands idle. */
class OnTheirWay {
  readonly #rows = new Set<Promise<void>>();
  readonly #failures: unknown[] = [];
  #settled: (() => void) | undefined;

  add(row: Promise<void>): void {
    const settled = row
      .catch((error: unknown) => void this.#failures.push(error))
      .finally(() => {
        this.#rows.delete(settled);
        this.#settled?.();
      });
    this.#rows.add(settled);
  }

  /** Throws what the first row failed with, once nothing is still being written. */
  async room(): Promise<void> {
    while (this.#rows.size >= IN_FLIGHT)
      await new Promise<void>((resolve) => {
        this.#settled = resolve;
      });
    if (this.#failures.length > 0) await this.settle();
  }

  /** Waits for all before failing, so that nothing is still being written when the caller hears of it. */
  async settle(): Promise<void> {
    await Promise.all(this.#rows);
    if (this.#failures.length > 0) throw this.#failures[0];
  }
}

function reportOf(tally: Tally, source: Source, options: ImportOptions): ImportReport {
  options.onProgress?.(source.size, source.size);
  const { rows, imported, alreadyThere } = tally;
  return { rows, imported, alreadyThere, rejected: tally.rejected.toSorted((a, b) => a.line - b.line) };
}

async function importRow(
  engine: Pick<Engine, 'execute'>,
  source: SourceRow,
  options: ImportOptions,
  tally: Tally,
): Promise<void> {
  tally.rows += 1;
  const { line } = source;
  if ('problem' in source) return void tally.rejected.push({ line, reason: source.problem });
  const mapped = mapRow(source.row, options.mapping);
  if ('reason' in mapped) return void tally.rejected.push({ line, ...mapped });
  const { reference } = mapped;
  const earlier = tally.lineOf.get(reference);
  if (earlier !== undefined)
    return void tally.rejected.push({
      line,
      reference,
      reason: `the same reference stands on line ${String(earlier)}`,
    });
  tally.lineOf.set(reference, line);
  const result = await record(engine, mapped, options.by);
  if (result === 'imported') tally.imported += 1;
  else if (result === 'alreadyThere') tally.alreadyThere += 1;
  else tally.rejected.push({ line, reference, reason: result.reason });
}

type RowResult = 'imported' | 'alreadyThere' | { readonly reason: string };

async function record(engine: Pick<Engine, 'execute'>, mapped: MappedRow, by: string): Promise<RowResult> {
  const outcome = await engine.execute({
    caseId: mapped.caseId,
    command: { type: 'ImportHistoricCase', data: mapped.data },
    actor: { id: by, role: 'system' },
    commandId: mapped.commandId,
    happenedAt: mapped.receivedAt,
  });
  switch (outcome.outcome) {
    case 'accepted':
      return 'imported';
    case 'repeated':
    case 'unchanged':
      return 'alreadyThere';
    case 'commandIdReused':
      return { reason: 'it was imported before with other content; an import never overwrites' };
    case 'refused':
      return { reason: `${outcome.refusal.message} (${outcome.refusal.code})` };
    case 'stale':
    case 'contended':
      throw new EventStoreUnavailable(
        'Another import of the same rows is running; wait until it has ended, then run this one again.',
      );
  }
}
