import type { Cell, ShownPart } from '#event-sourcing';
import { inZone, minuteOf, moneyText } from './format.ts';
import { bar, duration, percent, table, type Cell as Plain } from './output.ts';

/** What an answer says, as it reads in a terminal; times are of UTC unless a zone is given. */
export const shown = (parts: readonly ShownPart[], zone?: string): string =>
  parts.map((part) => partText(part, zone)).join('');

/** Before it is laid out: another zone has a longer name. */
function partText(part: ShownPart, zone: string | undefined): string {
  const told = (cell: Cell): Plain => {
    const text = plain(cell);
    return typeof text === 'string' && zone !== undefined ? inZone(text, zone) : text;
  };
  if (typeof part === 'string') return String(told(part));
  if ('facts' in part)
    return part.facts
      .filter(([, value]) => value !== undefined)
      .map(([name, value = '']) => `  ${name.padEnd(11)} ${String(told(value))}\n`)
      .join('');
  if ('line' in part) return `${part.line.map((cell) => String(told(cell) ?? '')).join('')}\n`;
  const rows = part.rows.map((row) => row.map(told));
  return table(part.head, rows, part.numeric);
}

function plain(cell: Cell): Plain {
  if (typeof cell !== 'object') return cell;
  if ('at' in cell) return minuteOf(cell.at);
  if ('minutes' in cell) return duration(cell.minutes);
  if ('share' in cell) return cell.share === undefined ? undefined : percent(cell.share);
  if ('bar' in cell) return bar(cell.bar, cell.width);
  return cell.money.map(moneyText).join('\n');
}
