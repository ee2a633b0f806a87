import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { isLocalDate } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import { mapRow, type MappedRow, type Row } from './map-row.ts';
import { asMapping, type ImportMapping } from './mapping.ts';

const MAPPING = {
  id: 'letters',
  title: 'Old letters',
  system: 'archive',
  procedure: { id: 'historic-import', version: 1 },
  reference: 'No',
  received: { column: 'Date', as: 'day' },
  channel: { column: 'Via', values: { Post: 'letter', Call: 'phone' } },
  category: { group: 'Group', leaf: 'Matter' },
  severity: { always: 'unrated' },
  department: 'Office',
  description: ['Matter', 'Text'],
  outcome: {
    response: 'Answer',
    stillOpen: ['In progress'],
    relief: { column: 'Relief', values: { money: 'monetary', none: 'none' } },
    publicResponse: 'Published',
    answeredInTime: { column: 'In time', values: { y: true, n: false } },
  },
  facts: ['Town', 'Via'],
} as const;

const mapping = (more: object = {}): ImportMapping => asMapping({ ...MAPPING, ...more }, 'letters.yaml');

const ROW: Row = {
  ...{
    No: ' 17 ',
    Date: '1998-03-02',
    Via: 'Post',
    Group: 'Fees',
    Matter: 'Too high',
    Text: 'Much too high.',
  },
  ...{
    Office: 'Finance',
    Answer: 'Explained',
    Relief: 'none',
    Published: '',
    'In time': 'y',
    Town: 'Ulm',
    Ignored: 'x',
  },
};
const mapped = (row: Partial<Record<string, string>>, more: object = {}): MappedRow => {
  const result = mapRow({ ...ROW, ...row } as Row, mapping(more));
  if ('reason' in result) throw new Error(result.reason);
  return result;
};
const reason = (row: Partial<Record<string, string>>, more: object = {}): string => {
  const result = mapRow({ ...ROW, ...row } as Row, mapping(more));
  return 'reason' in result ? result.reason : 'mapped';
};

describe('a row of a source as a case (INT-11)', () => {
  it('tells what the mapped columns tell, trimmed, and nothing else', () => {
    expect(mapped({})).toMatchObject({
      reference: '17',
      receivedAt: '1998-03-02',
      data: {
        procedure: { id: 'historic-import', version: 1 },
        source: { system: 'archive', reference: '17', facts: { Town: 'Ulm', Via: 'Post' } },
        channel: 'letter',
        description: 'Too high: Much too high.',
        receivedAt: '1998-03-02',
        category: 'Fees/Too high',
        severity: 'unrated',
        department: 'Finance',
        outcome: { response: 'Explained', relief: 'none', answeredInTime: true },
      },
    });
  });

  it('leaves out what the row does not tell', () => {
    const { data } = mapped({ Office: ' ', Published: '', 'In time': '', Town: '', Text: '' });
    expect(data).not.toHaveProperty('department');
    expect(data.outcome).toEqual({ response: 'Explained', relief: 'none' });
    expect(data.source.facts).toEqual({ Via: 'Post' });
    expect(data.description).toBe('Too high');
    expect(mapped({ Answer: '' }).data).not.toHaveProperty('outcome');
    expect(mapped({ Answer: 'In progress' }).data).not.toHaveProperty('outcome');
  });

  it('keeps a day a day, and an instant an instant in UTC', () => {
    expect(mapped({}).receivedAt).toBe('1998-03-02');
    const received = { column: 'Date', as: 'instant' };
    expect(mapped({ Date: '2020-03-01T10:30+08:00' }, { received }).receivedAt).toBe(
      '2020-03-01T02:30:00.000Z',
    );
    expect(mapped({ Date: '2020-03-01T10:30:01.5Z' }, { received }).receivedAt).toBe(
      '2020-03-01T10:30:01.500Z',
    );
  });

  it.each([
    '2020-13-01',
    '2020-02-30',
    '2020-00-10',
    '02/03/2020',
    '2020-2-3',
    '2020-02-03T10:00Z',
    'yesterday',
  ])('does not take %s for a day', (Date) => {
    expect(reason({ Date })).toBe(`column "Date": "${Date}" is no calendar day YYYY-MM-DD`);
  });

  it.each([
    '2020-02-30T10:00:00Z',
    '2020-02-03',
    '2020-02-03T10:00:00',
    '2/3/2020 10:00 +0000',
    '2020-02-03T25:00Z',
    '2020-02-03T24:00Z',
    '2020-02-03 10:00Z',
  ])('does not take %s for an instant', (Date) => {
    expect(reason({ Date }, { received: { column: 'Date', as: 'instant' } })).toMatch(
      /^column "Date": ".*" is no time with an offset/,
    );
  });

  it.each([
    [{ No: ' ' }, 'column "No" is empty'],
    [{ No: 'x'.repeat(201) }, 'column "No" is longer than 200 characters'],
    [{ Date: '' }, 'column "Date" is empty'],
    [{ Via: 'Pigeon' }, 'column "Via": the mapping does not know the value "Pigeon"'],
    [{ Via: 'constructor' }, 'column "Via": the mapping does not know the value "constructor"'],
    [{ Group: '' }, 'column "Group" is empty'],
    [{ Matter: 'x'.repeat(200) }, 'category is longer than 200 characters'],
    [{ Text: 'x'.repeat(10_000) }, 'description is longer than 10000 characters'],
    [{ Office: 'x'.repeat(201) }, 'column "Office" is longer than 200 characters'],
    [{ Answer: 'x'.repeat(501) }, 'column "Answer" is longer than 500 characters'],
    [{ Published: 'x'.repeat(2_001) }, 'the public response is longer than 2000 characters'],
    [{ Relief: 'gold' }, 'column "Relief": the mapping does not know the value "gold"'],
    [{ 'In time': 'maybe' }, 'column "In time": the mapping does not know the value "maybe"'],
    [{ Town: 'x'.repeat(2_001) }, 'column "Town" is longer than 2000 characters'],
  ])('is rejected for %j, naming the column', (row, expected) => {
    expect(reason(row)).toBe(expected);
  });

  it('is rejected where a column is missing altogether', () => {
    const { Date: _, ...others } = ROW;
    expect(mapRow(others, mapping())).toEqual({ reference: '17', reason: 'column "Date" is empty' });
    expect(mapRow({}, mapping({ reference: 'constructor' }))).toEqual({
      reason: 'column "constructor" is empty',
    });
  });

  it('keeps group and matter apart where the group has a slash in its name', () => {
    expect(mapped({ Group: 'Fees/charges', Matter: 'Late/early' }).data.category).toBe(
      'Fees\u2215charges/Late/early',
    );
  });

  it('always gets the same ids, from system and reference alone', () => {
    const text = fc.string({ minLength: 1, maxLength: 100 }).filter((value) => value.trim() !== '');
    fc.assert(
      fc.property(text, text, text, (No, other, Text) => {
        const [one, again] = [mapped({ No }), mapped({ No: ` ${No} `, Text })];
        expect([again.caseId, again.commandId]).toEqual([one.caseId, one.commandId]);
        expect(mapped({ No }, { system: 'elsewhere' }).caseId).not.toBe(one.caseId);
        expect(mapped({ No: other }).caseId === one.caseId).toBe(other.trim() === No.trim());
      }),
    );
  });

  it('never throws, whatever the row holds: it is mapped within the limits of the events, or it is rejected', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('Post', '1998-03-02', 'none', 'y', ''),
      fc.integer({ min: 190, max: 12_000 }).map((length) => 'x'.repeat(length)),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(ROW)), value), (row) => {
        const result = mapRow({ ...ROW, ...row }, mapping());
        if ('reason' in result) {
          expect(result.reason).not.toBe('');
          return;
        }
        const { reference, data } = result;
        expect(
          Math.max(reference.length, data.category.length, data.department?.length ?? 0),
        ).toBeLessThanOrEqual(200);
        expect(isLocalDate(data.receivedAt)).toBe(true);
        expect(data.description).not.toBe('');
      }),
      { numRuns: runs(300) },
    );
  });
});
