import { sha256 } from '#event-sourcing';
import type { Complainant, Respondent } from '../case/events/intake.ts';

/** Secret of the installation that is hashed with every fingerprint, so that listing all telephone numbers finds nobody. */
export type Pepper = string;

const PHONE_DIGITS = 10;
const FEWEST_PHONE_DIGITS = 5;

/** A missing or erased field (D16) is no text, and yields nothing. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value.normalize('NFKC').trim() : '');

/** The last ten digits: the same line with or without country or trunk prefix; full-width digits count. */
function phoneOf(value: unknown): string {
  const digits = textOf(value).replace(/\D/g, '');
  return digits.length < FEWEST_PHONE_DIGITS ? '' : digits.slice(-PHONE_DIGITS);
}

const emailOf = (value: unknown): string => textOf(value).toLowerCase();
const numberOf = (value: unknown): string => textOf(value).toUpperCase().replace(/\s/g, '');

const fingerprint = (kind: string, value: string, pepper: Pepper): readonly string[] =>
  value === '' ? [] : [sha256(`${kind}\n${value}\n${pepper}`)];

/**
 * What a complainant is recognised by without being named (INT-10): one fingerprint each of customer number, telephone
 * number and e-mail address, in this order. A name alone does not identify anybody. A phone number has few digits, so
 * without a pepper its hash can be found by trying them all.
 */
export const complainantFingerprints = (
  complainant: Partial<Complainant>,
  pepper: Pepper,
): readonly string[] => [
  ...fingerprint('customer', numberOf(complainant.customerNumber), pepper),
  ...fingerprint('phone', phoneOf(complainant.phone), pepper),
  ...fingerprint('email', emailOf(complainant.email), pepper),
];

/** Who is complained about, for counting repeats: by staff number, else by name (as a fingerprint), else by department. */
export function respondentKey(respondent: Respondent | undefined, pepper: Pepper): string | undefined {
  if (respondent === undefined) return undefined;
  const { kind, staffId, name, department } = respondent;
  if (staffId !== undefined) return `${kind}:${staffId}`;
  const [named] = fingerprint(`respondent ${kind}`, textOf(name).toLowerCase(), pepper);
  if (named !== undefined) return `${kind}#${named.slice(0, 16)}`;
  return department === undefined ? undefined : `department:${department}`;
}
