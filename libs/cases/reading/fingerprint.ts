import { sha256 } from '#event-sourcing';
import type { Complainant, Respondent } from '../case/events/intake.ts';
import { emailsOf, phonesOf, textOf } from './contacts.ts';

/** Secret of the installation that is hashed with every fingerprint, so that listing all telephone numbers finds nobody. */
export type Pepper = string;

const numberOf = (value: unknown): string => textOf(value).toUpperCase().replace(/\s/g, '');

const fingerprint = (kind: string, value: string, pepper: Pepper): readonly string[] =>
  value === '' ? [] : [sha256(`${kind}\n${value}\n${pepper}`)];

/**
 * What a complainant is recognised by without being named (INT-10): one fingerprint of each customer number, telephone
 * number and e-mail address, in this order. A name alone does not identify anybody. A phone number has few digits, so
 * without a pepper its hash can be found by trying them all.
 */
export const complainantFingerprints = (
  complainant: Partial<Complainant>,
  pepper: Pepper,
): readonly string[] => [
  ...fingerprint('customer', numberOf(complainant.customerNumber), pepper),
  ...phonesOf(complainant.phone).flatMap((phone) => fingerprint('phone', phone, pepper)),
  ...emailsOf(complainant.email).flatMap((email) => fingerprint('email', email, pepper)),
];

/** Who is complained about, for counting repeats: by staff number, else by name (as a fingerprint), else by department. */
export function respondentKey(
  { kind, staffId, name, department }: Respondent,
  pepper: Pepper,
): string | undefined {
  if (staffId !== undefined) return `${kind}:${staffId}`;
  const [named] = fingerprint(`respondent ${kind}`, textOf(name).toLowerCase(), pepper);
  if (named !== undefined) return `${kind}#${named.slice(0, 16)}`;
  return department === undefined ? undefined : `department:${department}`;
}
