import { describe, expect, it } from 'vitest';
import { instant } from '../primitives.ts';
import { field } from './field.ts';
import { notYet } from './not-yet.ts';
import { readFields } from './read-fields.ts';

const NOW = instant('2026-09-30T20:00:00Z');
const retail = { purchasedOn: field.day({ optional: true, past: true }) };
const fields = {
  occurredAt: field.instant({ optional: true, past: true }),
  dueAt: field.instant({ optional: true }),
  retail: field.part('Retail', retail, { optional: true }),
  items: field.parts('Item', retail, { optional: true, min: 0, max: 5 }),
};

describe('what is told as having happened (LIF-5)', () => {
  it('is not ahead of now; what is due may be', () => {
    const told = (data: object) => notYet(fields, data, NOW).map(({ field: name }) => name);
    expect(told({ occurredAt: '2026-09-30T19:59:00.000Z', dueAt: '2027-01-01T00:00:00.000Z' })).toEqual([]);
    expect(told({ occurredAt: '2026-09-30T20:10:00.000Z' })).toEqual(['occurredAt']);
    // In Kiribati it is tomorrow already.
    expect(told({ retail: { purchasedOn: '2026-10-01' } })).toEqual([]);
    expect(told({ retail: { purchasedOn: '2062-10-01' } })).toEqual(['retail.purchasedOn']);
    expect(told({ items: [{}, { purchasedOn: '2026-10-02' }] })).toEqual(['items[1].purchasedOn']);
  });

  it.each(['0000-01-01T00:00:00+00:00', '1899-12-31T23:59:59Z', '2200-01-01T00:00:00Z'])(
    'is of our time, as every instant and day is, which %s is not',
    (text) => {
      const errors = (sent: object) => readFields(fields, sent).errors.map(({ field: name }) => name);
      expect(errors({ dueAt: text })).toEqual(['dueAt']);
      expect(errors({ retail: { purchasedOn: text.slice(0, 10) } })).toEqual(['retail.purchasedOn']);
    },
  );
});
