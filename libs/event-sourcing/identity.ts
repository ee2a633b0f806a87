import type { Actor } from './event.ts';

/** Ids of people are compared by a canonical form and never by spelling: one person, however the id was typed (D23). */

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** Nearly every id there is. */
const CANONICAL = /^[a-z0-9._-]*$/;
/** The canonical form: the same for everything that one person may be called. */
export const personKey = (id: string): string =>
  CANONICAL.test(id)
    ? id
    : id.normalize('NFKC').replace(INVISIBLE, '').trim().toLowerCase().normalize('NFKC');

export const isSamePerson = (left: string | undefined, right: string | undefined): boolean =>
  left !== undefined && right !== undefined && personKey(left) === personKey(right);

/** One person in the name of a stream or in an address, however the id was typed. */
export const personInAddress = (id: string): string => encodeURIComponent(personKey(id));

/** `undefined` for what nobody is written as. */
export function personFromAddress(written: string): string | undefined {
  try {
    return decodeURIComponent(written);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** A letter of a person's id, of which there are 200, may stand for six of Japanese, and each of those takes nine there. */
export const LONGEST_WITH_PERSON = 12_000;

/** Whoever acted, and in whose place: what a deputy does is theirs as well (DIS-5). */
export const actingIn = ({ id, deputyFor }: Pick<Actor, 'id' | 'deputyFor'>): readonly string[] =>
  deputyFor === undefined ? [id] : [id, deputyFor];

/** Letters that look like those of ASCII belong to other scripts; these do not, and accents are seen. */
const PLAIN =
  /^(?:[!-~]|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]|[a-zA-Z]\p{M}{1,2})+$/u;

/**
 * An id that names one person to everybody who reads it: visible characters without look-alikes, words with one blank
 * between them. What is refused here could pass for somebody else.
 */
export const isPersonId = (id: string): boolean =>
  id.search(INVISIBLE) < 0 &&
  id
    .normalize('NFKC')
    .normalize('NFD')
    .split(' ')
    .every((word) => PLAIN.test(word));
