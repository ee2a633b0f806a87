import type { Procedure } from '../procedure.ts';
import { describeProcedure } from './describe.ts';
import type { Section } from './section.ts';
import type { Language } from '../languages.ts';

/** In sentences, what is different for a case under the other procedure; nothing when it is the same for every case. */
export function procedureDifferences(
  before: Procedure,
  after: Procedure,
  language: Language = 'en',
): readonly string[] {
  const [old, young] = [before, after].map((each) => describeProcedure(each, language));
  const titles = [...new Set([...(old ?? []), ...(young ?? [])].map(({ title }) => title))];
  return titles.flatMap((title) => {
    const [left, right] = [old, young].map((sections) => sections?.find((each) => each.title === title));
    return sectionDifferences(title, left, right);
  });
}

function sectionDifferences(
  title: string,
  before: Section | undefined,
  after: Section | undefined,
): readonly string[] {
  const head = (after ?? before)?.head ?? [];
  const [old, young] = [rowsOf(before), rowsOf(after)];
  const names = [...new Set([...old.keys(), ...young.keys()])];
  return names.flatMap((name) => {
    const [was, is] = [old.get(name), young.get(name)];
    if (was === undefined) return [`${title}: new is "${name}": ${told(is, head)}.`];
    if (is === undefined) return [`${title}: "${name}" is gone; it was ${told(was, head)}.`];
    return head.flatMap((column, index) =>
      index === 0 || was[index] === is[index]
        ? []
        : [`${title}: "${name}", ${column}: ${shown(is[index])} instead of ${shown(was[index])}.`],
    );
  });
}

const rowsOf = (section: Section | undefined): ReadonlyMap<string, readonly string[]> =>
  new Map((section?.rows ?? []).map((row) => [row[0] ?? '', row]));

const shown = (cell = ''): string => (cell === '' ? 'nothing' : cell);

const told = (row: readonly string[] = [], head: readonly string[]): string =>
  row
    .flatMap((cell, index) => (index === 0 || cell === '' ? [] : [`${head[index] ?? ''} ${cell}`]))
    .join(', ');
