import type { Cell, ShownPart } from '#event-sourcing';
import { moneyText } from './format.ts';

/** The tables of an answer for programs and spreadsheets (REP-9, RFC 4180): instants, minutes and shares as they are, an empty line between two tables. */
export const csvOf = (parts: readonly ShownPart[]): string =>
  parts.flatMap((part) => (typeof part === 'object' && 'head' in part ? [tableOf(part)] : [])).join('\r\n');

const tableOf = ({ head, rows }: Extract<ShownPart, { readonly head: unknown }>): string =>
  [head, ...rows].map((row) => `${row.map((cell) => written(textOf(cell))).join(',')}\r\n`).join('');

function textOf(cell: Cell): string {
  if (typeof cell === 'string') return harmless(cell);
  if (typeof cell !== 'object') return cell === undefined ? '' : String(cell);
  if ('at' in cell) return cell.at ?? '';
  if ('minutes' in cell) return cell.minutes === undefined ? '' : String(cell.minutes);
  if ('share' in cell) return cell.share === undefined ? '' : String(cell.share);
  if ('bar' in cell) return String(cell.bar);
  return cell.money.map(moneyText).join('; ');
}

/** What somebody wrote is a text to a spreadsheet, and never a formula. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const written = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
