import type { Writable } from 'node:stream';
import Table from 'cli-table3';

/** Waits until it is written, so that a long list never piles up in memory. Throws {@link Unwritten} where it cannot be. */
export const write = (stream: Writable, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    stream.write(text, (cause) => {
      if (cause) reject(new Unwritten(`the answer could not be written: ${cause.message}`, { cause }));
      else resolve();
    });
  });

/** Of a full disk, say. */
export class Unwritten extends Error {
  override readonly name = 'Unwritten';
}

/** One line of JSON per value; bigints as text. */
export const jsonLine = (value: unknown): string => `${JSON.stringify(value, plainBigints)}\n`;

/** One indented JSON document. */
export const jsonDocument = (value: unknown): string => `${JSON.stringify(value, plainBigints, 2)}\n`;

const plainBigints = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;

export type Cell = string | number | boolean | undefined;

/** A table in plain characters, readable in a terminal and in a file. */
export function table(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  numeric: readonly string[] = [],
): string {
  const built = new Table({
    head: [...head],
    style: { head: [], border: [] },
    colAligns: head.map((name) => (numeric.includes(name) ? 'right' : 'left')),
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  built.push(...rows.map((row) => row.map(cellText)));
  return `${built.toString()}\n`;
}

const cellText = (cell: Cell): string =>
  cell === undefined ? '–' : typeof cell === 'boolean' ? (cell ? 'yes' : 'no') : String(cell);

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar of up to `width` characters for a share from 0 to 1. */
export function bar(share: number, width = 24): string {
  const eighths = Math.round(Math.min(Math.max(share, 0), 1) * width * 8);
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}

/** `13,809` */
export const count = (value: number): string => value.toLocaleString('en-US');

/** `12.5%` */
export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** Minutes as people say them: `45 min`, `3 h 20 min`, `2 d 4 h`. */
export function duration(minutes: number | undefined): string {
  if (minutes === undefined) return '–';
  const whole = Math.round(minutes);
  if (whole < 60) return `${String(whole)} min`;
  if (whole < 48 * 60)
    return [
      `${String(Math.floor(whole / 60))} h`,
      ...(whole % 60 > 0 ? [`${String(whole % 60)} min`] : []),
    ].join(' ');
  const hours = Math.round(whole / 60);
  return [`${String(Math.floor(hours / 24))} d`, ...(hours % 24 > 0 ? [`${String(hours % 24)} h`] : [])].join(
    ' ',
  );
}
