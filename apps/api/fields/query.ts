import type { Field, Fields } from '#event-sourcing';

/** Numbers in plain digits, and `true` or `false`, as a query string spells them; anything else is left to be refused. */
export const spelledOut = (fields: Fields, query: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]: [string, unknown]) => [
      name,
      Object.hasOwn(fields, name) && typeof value === 'string' ? meant(fields[name], value) : value,
    ]),
  );

function meant(field: Field | undefined, text: string): unknown {
  if (field?.kind === 'wholeNumber') return /^\d{1,15}$/.test(text) ? Number(text) : text;
  if (field?.kind === 'yesNo') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}
