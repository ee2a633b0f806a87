import { expect, it } from 'vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { accepts, converted } from './field-rules.ts';
import { schemaOfField } from './field-schema.ts';
import { field, type Field } from './field.ts';

const ajv = formats.default(new Ajv2020({ strict: false }));
const text = field.text({ max: 5, example: 'a' });
const [day, moment, instant] = [field.day(), field.moment(), field.instant()];
const person = field.person({ of: 'staff', example: 'staff-004' });

const described = new Map<Field, (value: unknown) => boolean>(
  [text, day, moment, instant, person].map((each) => [each, ajv.compile(schemaOfField(each))]),
);
const taken = (of: Field, value: unknown) => ({
  byRule: accepts(of, converted(of, value)),
  bySchema: described.get(of)?.(value),
});

it.each<[name: string, field: Field, value: unknown, isTaken: boolean]>([
  ['letters', text, 'abcde', true],
  ['characters that take two units each', text, '😀😀😀😀😀', true],
  ['one character too many', text, '😀😀😀😀😀😀', false],
  ['blanks alone', text, ' \n ', false],
  ['a NUL among letters', text, 'a\0b', false],
  ['a day', day, '2026-02-28', true],
  ['a day that there is not', day, '2026-02-30', false],
  ['a day of another age', day, '1066-10-14', false],
  ['an instant', instant, '2026-09-30T16:55:00+08:00', true],
  ['parts of a second', instant, '2026-09-30T16:55:00.123456789Z', true],
  ['a leap second', instant, '2016-12-31T23:59:60Z', false],
  ['a time of nowhere', instant, '2026-09-30T16:55:00', false],
  ['a year that is a slip of the pen', instant, '0206-09-30T16:55:00Z', false],
  ['a day where a time could be', moment, '2026-02-28', true],
  ['an id', person, 'staff-004', true],
  ['a name in Chinese', person, '吴涛', true],
  ['a blank at the end', person, 'wu.tao ', false],
  ['a letter of another script', person, 'wu.t\u0430o', false],
])('%s: what is described is what is taken', (_, of, value, isTaken) => {
  expect(taken(of, value)).toEqual({ byRule: isTaken, bySchema: isTaken });
});

it('nothing is refused that the description allows', () => {
  const instants = fc
    .integer({ min: Date.parse('1900-01-02T00:00:00Z'), max: Date.parse('2199-12-30T00:00:00Z') })
    .map((millis) => new Date(millis));
  const values = fc.oneof(
    fc.string({ unit: 'binary' }),
    instants.map((date) => date.toISOString()),
    instants.map((date) => date.toISOString().slice(0, 10)),
  );
  fc.assert(
    fc.property(fc.constantFrom(text, day, moment, instant, person), values, (of, value) => {
      const { byRule, bySchema } = taken(of, value);
      return byRule || bySchema === false;
    }),
  );
});
