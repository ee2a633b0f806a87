import { sha256, streamName, type StreamName } from '#event-sourcing';
import { CASE_STREAM } from './events.ts';

/** Crockford's base 32: no I, L, O, U, so that a number read over the telephone is not misheard. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;
const BITS_PER_CHARACTER = 5;

/**
 * Case number `7F3K-9M2Q-X4TB`: the first 60 bits of the seed's SHA-256, so the same seed (the id of the command that
 * logs the case) always gives the same case, and a retry cannot open a second one.
 */
export function caseIdFrom(seed: string): string {
  const bits = BigInt(`0x${sha256(seed).slice(0, (LENGTH * BITS_PER_CHARACTER) / 4)}`);
  const characters = Array.from({ length: LENGTH }, (_, index) => {
    const shift = BigInt((LENGTH - 1 - index) * BITS_PER_CHARACTER);
    return ALPHABET.charAt(Number((bits >> shift) & 31n));
  });
  return [0, 4, 8].map((start) => characters.slice(start, start + 4).join('')).join('-');
}

/** The case whose stream it is; `undefined` for streams of other kinds. */
export function caseIdOf(stream: StreamName): string | undefined {
  const prefix = `${CASE_STREAM}-`;
  return stream.startsWith(prefix) && stream.length > prefix.length ? stream.slice(prefix.length) : undefined;
}

export const caseStreamOf = (caseId: string): StreamName => streamName(CASE_STREAM, caseId);
