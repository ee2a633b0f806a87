import { expect, it } from 'vitest';
import type { Field, Fields } from '#event-sourcing';
import { caseCommands } from './commands.ts';

/** What the ids of a case look like where they really occur. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  case: /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/,
  dispatch: /^D\d+$/,
  evidence: /^E\d+$/,
  grant: /^G\d+$/,
  option: /^S\d+$/,
  promise: /^P\d+$/,
  request: /^R\d+$/,
  step: /^T\d+$/,
};

interface Example {
  readonly of: string;
  readonly example: unknown;
}

const examplesOf = (fields: Fields): readonly Example[] =>
  Object.values(fields).flatMap((field: Field): readonly Example[] => {
    if ('fields' in field) return examplesOf(field.fields);
    const { of, example } = field as { readonly of?: string; readonly example?: unknown };
    return of === undefined ? [] : [example].flat().map((each) => ({ of, example: each }));
  });

it.each(caseCommands.map(({ name, data }) => [name, data] as const))(
  '%s gives examples of ids as they really occur',
  (_, data) => {
    for (const { of, example } of examplesOf(data))
      if (SHAPES[of] !== undefined) expect(example).toMatch(SHAPES[of]);
  },
);

it('knows examples of every kind of id', () => {
  const kinds = caseCommands.flatMap(({ data }) => examplesOf(data).map(({ of }) => of));
  expect(kinds).toEqual(expect.arrayContaining(Object.keys(SHAPES)));
});
