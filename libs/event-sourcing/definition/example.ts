import type { Field, Fields } from './field.ts';

/** What such fields may hold, as their pages show it: those that have to be there, with the examples of their definitions. */
export const exampleOf = (fields: Fields): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, { optional }]) => !optional)
      .map(([name, each]) => [name, exampleOfField(each)]),
  );

function exampleOfField(each: Field): unknown {
  if (each.kind === 'part') return exampleOf(each.fields);
  return each.kind === 'parts' ? [exampleOf(each.fields)] : each.example;
}
