import type { Row } from './mapping/map-row.ts';

/** Numbers keep the digits that the file has: `1.50` stays `1.50`, and a long reference loses nothing to a float. */
const keepDigits = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === 'number' ? (context?.source ?? String(value)) : value;

/** Half of a character: it has no UTF-8 form, so it could never be recorded. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** One line of NDJSON as a row: a flat object of texts, numbers and truth values; `null` is nothing. */
export function ndjsonRow(text: string): { readonly row: Row } | { readonly problem: string } {
  const value = parsed(text);
  if (value === undefined) return { problem: 'the line is not valid JSON' };
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return { problem: 'the line is no JSON object' };
  const entries: [string, string][] = [];
  for (const [key, field] of Object.entries(value)) {
    const kept = fieldOf(field);
    if (kept === undefined)
      return { problem: `"${key.slice(0, 80)}" is neither text, number nor truth value` };
    if (LONE_SURROGATE.test(kept)) return { problem: `"${key.slice(0, 80)}" holds half a character` };
    if (field !== null) entries.push([key, kept]);
  }
  return { row: Object.fromEntries(entries) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text, keepDigits) as unknown;
  } catch {
    return undefined;
  }
}

function fieldOf(field: unknown): string | undefined {
  if (field === null) return '';
  return typeof field === 'string' || typeof field === 'boolean' ? String(field) : undefined;
}
