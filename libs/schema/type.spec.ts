import { describe, expect, it } from 'vitest';
import { Type as TypeBox } from 'typebox';
import { Type } from './type.ts';

type Builder = typeof Type;

const SAMPLES: Readonly<Record<string, (t: Builder) => unknown>> = {
  'plain values': (t) => [
    ...[
      t.Boolean(),
      t.Integer({ minimum: 1 }),
      t.Number({ exclusiveMinimum: 0 }),
      t.String({ minLength: 1 }),
    ],
    t.Array(t.String(), { uniqueItems: true }),
  ],
  'values that are named': (t) =>
    t.Union([
      ...[t.Literal('all'), t.Literal(7), t.Literal(true)],
      t.Unsafe<'a' | 'b'>({ type: 'string', enum: ['a', 'b'] }),
    ]),
  'objects, with fields that may be absent': (t) => {
    const name = t.String();
    return t.Object({ name, nick: t.Optional(name), last: name }, { additionalProperties: false });
  },
  'objects that may be empty': (t) => [t.Object({}), t.Object({ count: t.Optional(t.Integer()) })],
  'marks of our own': (t) => t.Object({ name: t.String({ 'x-personal': true }) }),
  'names that are not known before': (t) => [
    t.Record(t.String(), t.Array(t.String())),
    t.Record(t.String({ pattern: '^[a-z]$' }), t.String(), { additionalProperties: false }),
  ],
};

describe.each(Object.entries(SAMPLES))('schemas of %s', (_title, build) => {
  it('are those of TypeBox, to the letter', () => {
    expect(JSON.stringify(build(Type), undefined, 1)).toBe(JSON.stringify(build(TypeBox), undefined, 1));
  });
});
