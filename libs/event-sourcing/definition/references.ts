import type { Field, Fields } from './field.ts';

/** Something that a command names: a person, a department, a site; `of` says what. */
export interface Reference {
  readonly of: string;
  readonly value: string;
}

/** Everything that the data names by its fields, parts included. The data has been read by these fields before. */
export const referencesIn = (fields: Fields, data: object): readonly Reference[] =>
  Object.entries(data).flatMap(([name, value]: [string, unknown]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return field === undefined || value === undefined ? [] : namedBy(field, value);
  });

function namedBy(field: Field, value: unknown): readonly Reference[] {
  switch (field.kind) {
    case 'person':
    case 'reference':
      return field.of === undefined ? [] : [{ of: field.of, value: String(value) }];
    case 'references':
      return (value as readonly string[]).map((each) => ({ of: field.of ?? '', value: each }));
    case 'part':
      return referencesIn(field.fields, value as object);
    case 'parts':
      return (value as readonly object[]).flatMap((each) => referencesIn(field.fields, each));
    default:
      return [];
  }
}
