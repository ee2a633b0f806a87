/**
 * The same plain JSON that every other store keeps: no undefined, no dates, no negative zero. Documents nearly always
 * are that already, and to see it costs a tenth of making a copy.
 */
export const plain = (document: object): object =>
  isPlain(document) ? document : (JSON.parse(JSON.stringify(document)) as object);

function isPlain(value: unknown): boolean {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return !('toJSON' in value) && everyItem(value);
  return Object.getPrototypeOf(value) === Object.prototype && !('toJSON' in value) && everyValue(value);
}

/** Of a gap, too, which JSON makes a null of, and `every` passes over. */
function everyItem(list: readonly unknown[]): boolean {
  for (const item of list) if (!isPlain(item)) return false;
  return true;
}

function everyValue(record: object): boolean {
  for (const key in record) if (!isPlain((record as Record<string, unknown>)[key])) return false;
  return true;
}
