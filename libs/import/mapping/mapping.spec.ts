import { describe, expect, it } from 'vitest';
import { asMapping, columnsOf, InvalidMapping } from './mapping.ts';

const SMALLEST = {
  id: 'letters',
  title: 'Old letters',
  system: 'archive',
  procedure: { id: 'historic-import', version: 1 },
  reference: 'No',
  received: { column: 'Date', as: 'day' },
  channel: { always: 'letter' },
  category: { group: 'Group', leaf: 'Matter' },
  severity: { always: 'unrated' },
  description: ['Text'],
};

const problems = (more: object): readonly string[] => {
  try {
    asMapping({ ...SMALLEST, ...more }, 'letters.yaml');
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidMapping);
    return (error as InvalidMapping).message.split('\n');
  }
};

describe('a mapping file (INT-11)', () => {
  it('needs no more than what every case has', () => {
    expect(asMapping(SMALLEST, 'letters.yaml')).toBe(SMALLEST);
  });

  it.each([
    [{ id: 'Two Words' }, ['letters.yaml: id: must match pattern "^[a-z0-9-]+$"']],
    [{ description: [] }, ['letters.yaml: description: must NOT have fewer than 1 items']],
    [{ procedure: { id: 'historic-import', version: 0 } }, ['letters.yaml: procedure.version: must be >= 1']],
    [
      { received: { column: 'Date', as: 'date' } },
      ['letters.yaml: received.as: must be equal to one of the allowed values: day, instant'],
    ],
    [{ colour: 'blue' }, ['letters.yaml: (top level): must NOT have additional properties ("colour")']],
    [{ reference: undefined }, ["letters.yaml: (top level): must have required property 'reference'"]],
    [{ severity: { column: 'Rank', values: { a: 1 } } }, ['letters.yaml: severity.values.a: must be string']],
    [{ severity: { always: '' } }, ['letters.yaml: severity.always: must NOT have fewer than 1 characters']],
    [
      { channel: {} },
      [
        "letters.yaml: channel: must have required property 'column'",
        "letters.yaml: channel: must have required property 'values'",
      ],
    ],
    [{ channel: 'phone' }, ['letters.yaml: channel: must be object']],
    [
      { outcome: { response: 'Answer', relief: { column: 'Relief', values: { 'yes/no': 'gold' } } } },
      [
        'letters.yaml: outcome.relief.values.yes/no: must be equal to one of the allowed values: monetary, nonMonetary, explanation, none, unknown',
      ],
    ],
  ])('with %j says file, place and reason, and nothing that does not help', (more, expected) => {
    expect(problems(more)).toEqual(expected);
  });

  it('names every error at once', () => {
    const found = problems({ id: '', channel: { always: 'pigeon' }, colour: 'blue' });
    expect(found).toHaveLength(3);
    expect(found.join()).toMatch(/channel\.always: must be equal to one of the allowed values: phone, desk/);
  });

  it('that holds nothing is refused too', () => {
    expect(() => asMapping(null, 'empty.yaml')).toThrow('empty.yaml: (top level): must be object');
  });

  it('reads each column once, and these are the ones that the file must have', () => {
    const whole = asMapping(
      {
        ...SMALLEST,
        channel: { column: 'Via', values: { Post: 'letter' } },
        severity: { column: 'Rank', values: { a: 'major' } },
        department: 'Office',
        outcome: {
          response: 'Answer',
          relief: { column: 'Relief', values: {} },
          publicResponse: 'Published',
          answeredInTime: { column: 'In time', values: {} },
        },
        facts: ['Town', 'Via'],
        columns: ['Signed by', 'No'],
      },
      'letters.yaml',
    );
    expect(columnsOf(whole).toSorted()).toEqual([
      'Answer',
      'Date',
      'Group',
      'In time',
      'Matter',
      'No',
      'Office',
      'Published',
      'Rank',
      'Relief',
      'Signed by',
      'Text',
      'Town',
      'Via',
    ]);
    expect(columnsOf(asMapping(SMALLEST, 'letters.yaml'))).toEqual(['No', 'Date', 'Group', 'Matter', 'Text']);
  });
});
