import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, Transform, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Row } from './mapping/map-row.ts';
import { csvRecords } from './csv-records.ts';
import { linesOf, type Line } from './lines.ts';
import { ndjsonRow } from './ndjson-row.ts';

/** One row with the line that it begins on (a header is line 1), or why the line cannot be read. */
export type SourceRow =
  { readonly line: number; readonly row: Row } | { readonly line: number; readonly problem: string };

export interface Source {
  readonly rows: AsyncIterable<SourceRow>;
  /** Bytes of the file, and how many of them have been read: for progress. */
  readonly size: number;
  read(): number;
}

/** The file itself cannot be used: missing, wrong header, damaged in the middle. */
export class UnreadableSource extends Error {
  override readonly name = 'UnreadableSource';
}

/** Opens a .csv, .csv.gz, .ndjson or .ndjson.gz file. Throws {@link UnreadableSource}; so does reading on, where it breaks. */
export async function openSource(file: string, columns: readonly string[]): Promise<Source> {
  const match = /\.(csv|ndjson|jsonl)(\.gz)?$/i.exec(file);
  if (!match)
    throw new UnreadableSource(`${file}: expected a file ending in .csv, .ndjson, or one of these with .gz`);
  const size = await sizeOf(file);
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const raw = pipeline(createReadStream(file), counted, () => undefined);
  const plain: Readable = match[2] === undefined ? raw : pipeline(raw, createGunzip(), () => undefined);
  const lines = linesOf(plain as AsyncIterable<Buffer>);
  const rows = match[1]?.toLowerCase() === 'csv' ? csvRows(lines, columns) : ndjsonRows(lines);
  return { rows: translated(rows, file), size, read: () => bytes };
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() === true) return found.size;
  throw new UnreadableSource(`${file}: there is no such file, or it may not be read`);
}

async function* translated(rows: AsyncIterable<SourceRow>, file: string): AsyncIterable<SourceRow> {
  try {
    yield* rows;
  } catch (error) {
    if (error instanceof UnreadableSource) throw new UnreadableSource(`${file}: ${error.message}`);
    const reason = error instanceof Error ? error.message : 'unknown reason';
    throw new UnreadableSource(`${file}: cannot be read to its end: ${reason}`, { cause: error });
  }
}

async function* csvRows(lines: AsyncIterable<Line>, columns: readonly string[]): AsyncIterable<SourceRow> {
  let header: readonly string[] | undefined;
  for await (const record of csvRecords(lines)) {
    if (header !== undefined) yield csvRow(header, record);
    else if ('fields' in record) header = checkedHeader(record.fields, columns);
    else throw new UnreadableSource(`the header on line ${String(record.line)}: ${record.problem}`);
  }
  if (header === undefined) throw new UnreadableSource('the file is empty; a CSV file begins with a header');
}

type CsvRecord = SourceRow | { readonly line: number; readonly fields: readonly string[] };

function csvRow(header: readonly string[], record: CsvRecord): SourceRow {
  if (!('fields' in record)) return record;
  const { line, fields } = record;
  if (fields.length !== header.length) {
    const [has, needs] = [String(fields.length), String(header.length)];
    return { line, problem: `the row has ${has} fields where the header has ${needs}` };
  }
  return { line, row: Object.fromEntries(header.map((column, index) => [column, fields[index] ?? ''])) };
}

function checkedHeader(header: readonly string[], columns: readonly string[]): string[] {
  const names = header.map((column) => column.trim());
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0)
    throw new UnreadableSource(
      `the header lacks ${missing.map((column) => `"${column}"`).join(', ')}; is this the right mapping?`,
    );
  const twice = columns.find((column) => names.indexOf(column) !== names.lastIndexOf(column));
  if (twice !== undefined) throw new UnreadableSource(`the header has two columns named "${twice}"`);
  return names;
}

async function* ndjsonRows(lines: AsyncIterable<Line>): AsyncIterable<SourceRow> {
  for await (const line of lines) {
    const { number } = line;
    if ('problem' in line) yield { line: number, problem: line.problem };
    else if (line.text.trim() !== '') yield { line: number, ...ndjsonRow(line.text) };
  }
}
