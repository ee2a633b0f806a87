import { sha256, streamName, type StreamName } from '#event-sourcing';
import { CASE_STREAM } from './events.ts';

/** Crockford's base 32: no I, L, O, U, so that a number read over the telephone is not misheard. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Twenty bits make four characters, and five hexadecimal digits. */
const GROUPS = [0, 5, 10];

/**
 * Case number `7F3K-9M2Q-X4TB`: the first 60 bits of the seed's SHA-256, so the same seed (the id of the command that
 * logs the case) always gives the same case, and a retry cannot open a second one.
 */
export function caseIdFrom(seed: string): string {
  const digits = sha256(seed);
  return GROUPS.map((from) => group(Number.parseInt(digits.slice(from, from + 5), 16))).join('-');
}

const group = (bits: number): string =>
  [15, 10, 5, 0].map((shift) => ALPHABET.charAt((bits >> shift) & 31)).join('');

/** The case whose stream it is; `undefined` for streams of other kinds. */
export function caseIdOf(stream: StreamName): string | undefined {
  const prefix = `${CASE_STREAM}-`;
  return stream.startsWith(prefix) && stream.length > prefix.length ? stream.slice(prefix.length) : undefined;
}

export const caseStreamOf = (caseId: string): StreamName => streamName(CASE_STREAM, caseId);
