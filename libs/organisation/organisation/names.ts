import { personKey } from '#event-sourcing';
import type { Organisation, Person } from './state.ts';

/** Letters of other scripts that nobody tells from those of ASCII, in small. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  ...{ а: 'a', в: 'b', е: 'e', н: 'h', і: 'i', ј: 'j', к: 'k', м: 'm', о: 'o', р: 'p', с: 'c' },
  ...{ ѕ: 's', т: 't', у: 'y', х: 'x', ԁ: 'd', һ: 'h', ԛ: 'q', ԝ: 'w', α: 'a', ι: 'i', κ: 'k' },
  ...{ ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x', ı: 'i', ł: 'l' },
};

/** What people are called by beside their name: before it, or behind it in Chinese. */
const TITLES: ReadonlySet<string> = new Set(['mr', 'mrs', 'ms', 'miss', 'dr', 'sir', 'madam']);
const CHINESE_TITLE = /(?<=\p{Script=Han})(?:先生|女士|小姐|太太|师傅|經理|经理)$/u;

/** The words of a name as they look to whoever reads them quickly: without accents, script and titles. */
const wordsOf = (name: string): readonly string[] =>
  personKey(name)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/\p{L}/gu, (letter) => LOOKALIKES[letter] ?? letter)
    .split(/[\s\p{P}]+/u)
    .map((word) => word.replace(CHINESE_TITLE, ''))
    .filter((word) => word !== '' && !TITLES.has(word));

/** However the words are parted, and whichever comes first: family names stand in front or behind. */
function isSameName(one: readonly string[], other: readonly string[]): boolean {
  const [left, right] = [one, other].map((words) => words.join(''));
  return left === right ? left !== '' : one.toSorted().join(' ') === other.toSorted().join(' ');
}

/** Whom a name may mean: those who are called so, or have it as their id, whatever it was written with (INV-4). */
export const peopleCalled = ({ people }: Organisation, name: string): readonly Person[] => {
  const words = wordsOf(name);
  return [...people.values()].filter((each) =>
    [each.id, each.name].some((one) => isSameName(wordsOf(one), words)),
  );
};
