import { personKey } from '#event-sourcing';
import type { Organisation, Person } from './state.ts';

/** Letters of other scripts that nobody tells from those of ASCII, in small. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  ...{ а: 'a', в: 'b', е: 'e', н: 'h', і: 'i', ј: 'j', к: 'k', м: 'm', о: 'o', р: 'p', с: 'c' },
  ...{ ѕ: 's', т: 't', у: 'y', х: 'x', ԁ: 'd', һ: 'h', ԛ: 'q', ԝ: 'w', α: 'a', ι: 'i', κ: 'k' },
  ...{ ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x', ı: 'i', ł: 'l' },
};

/** What a name looks like to whoever reads it quickly: without accents, script and how the words are parted. */
const lookOf = (name: string): string =>
  personKey(name)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/\p{L}/gu, (letter) => LOOKALIKES[letter] ?? letter)
    .replaceAll(/[\s\p{P}]+/gu, ' ')
    .trim();

/** Whom a name may mean: those who are called so, or have it as their id, whatever it was written with (INV-4). */
export const peopleCalled = ({ people }: Organisation, name: string): readonly Person[] => {
  const look = lookOf(name);
  return [...people.values()].filter((each) => [each.id, each.name].some((one) => lookOf(one) === look));
};
