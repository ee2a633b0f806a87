import type { Procedure } from '../procedure.ts';
import { describeProcedure } from './describe.ts';
import { titleIn } from './titles.ts';
import type { Language } from '../languages.ts';

/** The procedure as a page of a manual. */
export function procedureMarkdown(procedure: Procedure, language: Language = 'en'): string {
  const sections = describeProcedure(procedure, language).map(({ title, head, rows }) =>
    [`## ${title}`, '', row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n'),
  );
  const name = `# ${titleIn(procedure, language)}`;
  return `${[name, `\`${procedure.id}\`, version ${String(procedure.version)}`, ...sections].join('\n\n')}\n`;
}

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
