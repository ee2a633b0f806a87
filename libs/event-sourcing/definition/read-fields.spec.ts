import { describe, expect, it } from 'vitest';
import { field, type DataOf } from './field.ts';
import { schemaOfFields } from './field-schema.ts';
import { readFields } from './read-fields.ts';

const fields = {
  reason: field.text({ max: 20, example: 'Broken' }),
  due: field.instant({ optional: true }),
  kind: field.choice(['refund', 'repair']),
  steps: field.parts('Step', { task: field.text({ example: 'Order' }) }, { optional: true, min: 1, max: 2 }),
  amount: field.part('Money', { minor: field.wholeNumber({ min: 0, example: 1 }) }, { optional: true }),
};
const sound = { reason: 'Broken', kind: 'repair' } as const;
const errorsOf = (sent: unknown) =>
  readFields(fields, sent).errors.map((error) => `${error.field}: ${error.message}`);

describe('reading fields', () => {
  it('takes what is right, with instants in UTC, and leaves out what was not sent', () => {
    const sent = { ...sound, due: '2026-09-30T16:55:00+08:00', steps: [{ task: 'Order' }] };
    const { data, errors } = readFields(fields, sent);
    expect(errors).toEqual([]);
    expect(data).toEqual({ ...sound, due: '2026-09-30T08:55:00.000Z', steps: [{ task: 'Order' }] });
  });

  it('names every wrong field by its path, unknown ones first', () => {
    const sent = { kind: 'gift', steps: [{ task: 'a' }, { task: '', x: 1 }], amount: [], size: 3 };
    expect(errorsOf(sent)).toEqual([
      'size: is not a field of this request',
      'steps[1].x: is not a field of this request',
      'reason: must be text of 1 to 20 characters',
      'kind: must be one of refund, repair',
      'steps[1].task: must be text of 1 to 10000 characters',
      'amount: must be an object',
    ]);
  });

  it('does not look into a part that is none, or into a list that is too long', () => {
    expect(errorsOf({ ...sound, steps: [{ a: 1 }, { b: 1 }, { c: 1 }] })).toEqual([
      'steps: must be a list of 1 to 2 objects',
    ]);
  });

  it('takes null for a value, so that it is wrong everywhere', () => {
    expect(errorsOf({ ...sound, due: null })).toHaveLength(1);
    expect(errorsOf(null)).toEqual([': must be a JSON object']);
  });

  it('is not reached by __proto__ or by names that every object has', () => {
    const sent = JSON.parse('{"reason":"a","kind":"repair","__proto__":{"x":1},"toString":"y"}') as object;
    expect(errorsOf(sent)).toEqual([
      '__proto__: is not a field of this request',
      'toString: is not a field of this request',
    ]);
    expect(errorsOf(Object.create(sound))).toHaveLength(2);
  });

  it.each(['\0', ' ', '\ud800', 'x'.repeat(21)])('refuses text that cannot be kept or read: %j', (reason) => {
    expect(errorsOf({ ...sound, reason })).toEqual(['reason: must be text of 1 to 20 characters']);
  });

  it.each(['2026-02-30T00:00:00Z', '2026-09-30T16:55:00', '2026-13-01T00:00:00Z'])(
    'refuses a time that is none, or of an unknown place: %s',
    (due) => {
      expect(errorsOf({ ...sound, due })).toHaveLength(1);
    },
  );
});

describe('what derives from fields', () => {
  it('is a closed JSON Schema with the same limits', () => {
    expect(schemaOfFields({ reason: fields.reason, kind: fields.kind, due: fields.due })).toEqual({
      type: 'object',
      properties: {
        reason: {
          type: 'string',
          minLength: 1,
          maxLength: 20,
          pattern: expect.any(String),
          example: 'Broken',
        },
        kind: { type: 'string', enum: ['refund', 'repair'], example: 'refund' },
        due: {
          ...{ type: 'string', format: 'date-time', pattern: expect.any(String) },
          example: '2026-09-30T16:55:00+08:00',
        },
      },
      required: ['reason', 'kind'],
      additionalProperties: false,
    });
  });

  it('is a TypeScript type with optional fields optional and choices as unions', () => {
    type Same<Left, Right> = [Left, Right] extends [Right, Left] ? true : false;
    type Expected = {
      readonly reason: string;
      readonly kind: 'refund' | 'repair';
      readonly due?: string;
      readonly steps?: readonly { readonly task: string }[];
      readonly amount?: { readonly minor: number };
    };
    const same: Same<DataOf<typeof fields>, Expected> = true;
    expect(same).toBe(true);
  });
});
