import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { addressParser, type Address } from 'postal-mime';

/** How a number without a country code is read; it decides about prefixes only, not about who is recognised. */
const HOME = 'CN';
/** More in one field are no contacts of one person. */
const MOST_CONTACTS = 5;
const FEWEST_PHONE_DIGITS = 5;

/** A missing or erased field (D16) is no text, and yields nothing. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.normalize('NFKC').trim() : '';

const BETWEEN_NUMBERS = /[/,;|、；，\n]|\bor\b|或/iu;
/** As the desk writes "extension". */
const EXTENSION = /(?:转|轉|分机|分機|内线)\s*(?=\d)/gu;

/**
 * The lines in a field of telephone numbers, each as its national number: the same with or without country code, trunk
 * prefix and extension.
 */
export const phonesOf = (value: unknown): readonly string[] =>
  several(textOf(value).split(BETWEEN_NUMBERS).map(lineOf));

function lineOf(text: string): string {
  // Asking the library costs as much as all the rest, and most fields are empty.
  if (text === '') return '';
  const parsed = parsePhoneNumberFromString(text.replace(EXTENSION, ' ext. '), HOME);
  const digits = parsed?.nationalNumber ?? text.replace(/\D/g, '');
  const significant = digits.replace(/^0+/, '');
  return significant.length < FEWEST_PHONE_DIGITS ? '' : significant;
}

/** Where the desk goes on to the next address, and no standard does. */
const BETWEEN_ADDRESSES = /[/|、；，\n]|\s(?:or|或)\s/giu;
const MAILBOX = /^[^\s@<>]+(?: [^\s@<>]+)*@([^\s@<>]+)$/u;

/** The addresses in a field, as mail programs write them; a domain is the same in both of its spellings. */
export const emailsOf = (value: unknown): readonly string[] =>
  several(addressParser(textOf(value).replace(BETWEEN_ADDRESSES, ', ')).flatMap(mailboxesOf));

const mailboxesOf = ({ address, group }: Address): readonly string[] =>
  group === undefined ? [mailboxOf(address)] : group.flatMap(mailboxesOf);

function mailboxOf(address: string): string {
  const tidy = address.replace(/[.。]+$/u, '');
  const [, domain = ''] = MAILBOX.exec(tidy) ?? [];
  if (domain === '') return '';
  const local = tidy.slice(0, -domain.length);
  return `${local}${URL.parse(`http://${domain}`)?.hostname ?? domain}`.toLowerCase();
}

const several = (found: readonly string[]): readonly string[] =>
  [...new Set(found)].filter((each) => each !== '').slice(0, MOST_CONTACTS);
