import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { CanonicalJson } from './primitives.ts';

/**
 * RFC 8785 text of a value: the same content always gives the same bytes (design D15).
 * Throws TypeError when the value has no JSON form (undefined, a function) or cannot be kept exactly (NaN, bigint,
 * a lone surrogate, a cycle).
 */
export function canonicalJson(value: unknown): CanonicalJson {
  const text = serialize(value);
  if (text === undefined) throw new TypeError('a value without a JSON form cannot be recorded');
  return text as CanonicalJson;
}

function serialize(value: unknown): string | undefined {
  try {
    return canonicalize(value);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`a value without an exact JSON form cannot be recorded: ${reason}`, { cause });
  }
}

/** SHA-256 of UTF-8 text, in lower-case hexadecimal. */
export const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** SHA-256 of the canonical text of a value, in lower-case hexadecimal. */
export const canonicalHash = (value: unknown): string => sha256(canonicalJson(value));
