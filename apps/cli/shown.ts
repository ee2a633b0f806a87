import type { Cell, ShownPart } from '#event-sourcing';
import { minuteOf, moneyText } from './format.ts';
import { bar, duration, percent, table, type Cell as Plain } from './output.ts';

/** What an answer says, as it reads in a terminal. */
export const shown = (parts: readonly ShownPart[]): string => parts.map(partText).join('');

function partText(part: ShownPart): string {
  if (typeof part === 'string') return part;
  if ('facts' in part)
    return part.facts
      .filter(([, value]) => value !== undefined)
      .map(([name, value = '']) => `  ${name.padEnd(11)} ${value}\n`)
      .join('');
  if ('line' in part) return `${part.line.map((cell) => String(plain(cell) ?? '')).join('')}\n`;
  const rows = part.rows.map((row) => row.map(plain));
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
