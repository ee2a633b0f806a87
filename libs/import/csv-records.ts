import type { Line } from './lines.ts';

/** One record of a CSV file with the line that it begins on, or why the line cannot be read. */
export type CsvRecord =
  | { readonly line: number; readonly fields: readonly string[] }
  | { readonly line: number; readonly problem: string };

/** A quoted field may run over lines; beyond this, its closing quotation mark is missing. */
const MOST_CHARACTERS = 1_000_000;

const NEVER_CLOSED = 'a quotation mark opens a field here and nothing closes it';
const INSIDE = 'a quotation mark stands inside a field that does not begin with one';
const AFTER = 'text stands behind a closing quotation mark';

/**
 * Records of a CSV file (RFC 4180: commas, quotation marks, doubled inside quoted fields; empty lines are skipped).
 * A broken record costs the line that it begins on and no other: reading goes on with the next line. A parser that
 * reads on to the next quotation mark instead would swallow every row in between without a word.
 */
export async function* csvRecords(lines: AsyncIterable<Line>): AsyncGenerator<CsvRecord> {
  const reader = new RecordReader();
  for await (const line of lines) yield* reader.push([line]);
  yield* reader.end();
}

class RecordReader {
  /** Lines of the record that is being read; it is not complete yet. */
  #pending: Line[] = [];
  #scanner = new RecordScanner();

  *push(lines: readonly Line[]): Generator<CsvRecord> {
    const waiting = lines.toReversed();
    for (let line = waiting.pop(); line !== undefined; line = waiting.pop()) {
      if (this.#pending.length === 0 && isEmpty(line)) continue;
      this.#pending.push(line);
      const problem = this.#read(line);
      if (problem !== undefined) {
        const [broken, ...again] = this.#takePending();
        yield { line: broken?.number ?? line.number, problem };
        waiting.push(...again.toReversed());
      } else if (!this.#scanner.quoted) {
        const { fields } = this.#scanner;
        const [first = line] = this.#takePending();
        yield { line: first.number, fields };
      }
    }
  }

  *end(): Generator<CsvRecord> {
    while (this.#pending.length > 0) {
      const [broken, ...again] = this.#takePending();
      if (broken !== undefined) yield { line: broken.number, problem: NEVER_CLOSED };
      yield* this.push(again);
    }
  }

  #read(line: Line): string | undefined {
    if ('problem' in line) return this.#pending.length === 1 ? line.problem : NEVER_CLOSED;
    const problem = this.#scanner.feed(line.text);
    const { quoted, size } = this.#scanner;
    return problem ?? (quoted && size > MOST_CHARACTERS ? NEVER_CLOSED : undefined);
  }

  #takePending(): readonly Line[] {
    const taken = this.#pending;
    this.#pending = [];
    this.#scanner = new RecordScanner();
    return taken;
  }
}

const isEmpty = (line: Line): boolean => 'text' in line && (line.text === '' || line.text === '\r');

/** Reads the fields of one record, line by line. */
class RecordScanner {
  readonly fields: string[] = [];
  /** Whether a quoted field is open at the end of what was fed. */
  quoted = false;
  size = 0;
  #field = '';

  /** Returns what is wrong, if anything. */
  feed(line: string): string | undefined {
    this.size += line.length + 1;
    if (this.quoted) this.#field += '\n';
    let at = 0;
    for (;;) {
      const read = this.quoted ? this.#readQuoted(line, at) : this.#readField(line, at);
      if (typeof read === 'string') return read;
      if (read === END) return undefined;
      at = read;
    }
  }

  /** From the beginning of a field. */
  #readField(line: string, at: number): number | string {
    if (line[at] === '"') {
      this.quoted = true;
      return at + 1;
    }
    const comma = line.indexOf(',', at);
    const text = comma === -1 ? withoutReturn(line.slice(at)) : line.slice(at, comma);
    if (text.includes('"')) return INSIDE;
    this.fields.push(text);
    return comma === -1 ? END : comma + 1;
  }

  /** Inside a quoted field. */
  #readQuoted(line: string, at: number): number | string {
    const quote = line.indexOf('"', at);
    this.#field += line.slice(at, quote === -1 ? undefined : quote);
    if (quote === -1) return END;
    if (line[quote + 1] === '"') {
      this.#field += '"';
      return quote + 2;
    }
    this.quoted = false;
    this.fields.push(this.#field);
    this.#field = '';
    if (line[quote + 1] === ',') return quote + 2;
    return withoutReturn(line.slice(quote + 1)) === '' ? END : AFTER;
  }
}

const END = -1;

const withoutReturn = (text: string): string => (text.endsWith('\r') ? text.slice(0, -1) : text);
