/** A value with what last changed it, and the same of everything in it. */
export interface Traced<By> {
  readonly value: unknown;
  readonly by: By;
  readonly parts: ReadonlyMap<string, Traced<By>>;
}

/** A value that has no parts: what a reader sees as one field. */
export interface TracedField<By> {
  /** `complainant.name`, `options[0].status` */
  readonly field: string;
  readonly value: unknown;
  readonly by: By;
}

const nothing = <By>(): ReadonlyMap<string, Traced<By>> => new Map();

/**
 * The next value of a fold with what is known of the one before: whatever is the same as before is known from there, the
 * rest from this event. What a fold leaves alone it hands on as it is, so that most of a case is never looked at again.
 */
export function traced<By>(before: Traced<By> | undefined, value: unknown, by: By): Traced<By> {
  if (before !== undefined && (before.value === value || bothEmpty(before.value, value))) return before;
  if (Array.isArray(value)) return { value, by, parts: elements(before, value, by) };
  if (typeof value !== 'object' || value === null) return { value, by, parts: nothing() };
  const parts = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .map(([name, part]) => [name, traced(before?.parts.get(name), part, by)] as const);
  return { value, by, parts: new Map(parts) };
}

const bothEmpty = (one: unknown, other: unknown): boolean =>
  Array.isArray(one) === Array.isArray(other) && [one, other].every(isEmpty);

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** An element that stands elsewhere now is known from where it came; else it is compared with the one in its place. */
function elements<By>(
  before: Traced<By> | undefined,
  values: readonly unknown[],
  by: By,
): ReadonlyMap<string, Traced<By>> {
  const known = [...(before?.parts.values() ?? [])];
  const byValue = new Map(known.map((each) => [each.value, each]));
  const kept = new Set(values);
  const inPlace = (index: number): Traced<By> | undefined => {
    const found = known[index];
    return found === undefined || kept.has(found.value) ? undefined : found;
  };
  return new Map(
    values.map((value, index) => [
      `[${String(index)}]`,
      traced(byValue.get(value) ?? inPlace(index), value, by),
    ]),
  );
}

/** Every field of the value, in its order; a list or an object without anything in it is one field. */
export function fieldsOf<By>({ value, by, parts }: Traced<By>, field = ''): readonly TracedField<By>[] {
  if (parts.size === 0) return [{ field, value, by }];
  return [...parts].flatMap(([name, part]) => fieldsOf(part, joined(field, name)));
}

const joined = (field: string, name: string): string =>
  field === '' || name.startsWith('[') ? `${field}${name}` : `${field}.${name}`;
