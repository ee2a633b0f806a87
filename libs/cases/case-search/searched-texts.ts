import { phonesOf, textOf } from '../reading/contacts.ts';
import type { Complainant, Retail } from '../case/events/intake.ts';
import { gramsOf, squashed } from './grams.ts';

/** What of a case can be searched for; parts that are missing or erased are no text. */
interface Searched {
  readonly complainant?: Partial<Complainant>;
  readonly description?: string;
  readonly wanted?: string;
  readonly retail?: Retail;
}

/** The squashed texts in which somebody may look for words: number, who complains, what about, order number. */
export function searchedTexts(caseId: string, { complainant, ...matter }: Searched): readonly string[] {
  const { representative } = complainant ?? {};
  const phones = [complainant?.phone, representative?.phone];
  const written: readonly unknown[] = [
    ...[caseId, complainant?.name, complainant?.customerNumber, complainant?.email, ...phones],
    ...[representative?.name, representative?.email],
    ...[matter.description, matter.wanted, matter.retail?.orderNumber],
  ];
  const texts = [...written.map(textOf), ...phones.flatMap(phonesOf)].map(squashed);
  return [...new Set(texts)].filter((text) => text !== '');
}

const NUMBERS_ALONE = /^\+?[\d\s().\-–/]+$/u;

/**
 * What has to stand there, each in some text: words, or a number in any form. As a telephone number it loses what stands
 * before it in some spellings only; what is left ends every other number as well. Words that are all short are one: Li Na.
 */
export function soughtIn(search: string): readonly string[] {
  const whole = squashed(search);
  if (NUMBERS_ALONE.test(search.trim())) return [phonesOf(search)[0] ?? whole];
  const words = search
    .split(/\s+/u)
    .map(squashed)
    .filter((word) => word !== '');
  return words.some((word) => gramsOf(word).length > 0) ? words : [whole];
}

export const holdsAll = (texts: readonly string[], sought: readonly string[]): boolean =>
  sought.every((each) => texts.some((text) => text.includes(each)));
