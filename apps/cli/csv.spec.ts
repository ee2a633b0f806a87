import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { csvOf } from './csv.ts';

describe('tables as CSV', () => {
  it('REP-9 are read back as they were, whatever stands in them', () => {
    const rows = [
      ['said "no", twice', 'two\nlines', 'plain'],
      ['', '中文', 'a;b'],
    ];
    const text = csvOf([{ head: ['a', 'b', 'c'], rows }]);
    expect(parse(text)).toEqual([['a', 'b', 'c'], ...rows]);
  });

  it('REP-9 hold instants, minutes and shares as they are, and nothing where nothing is known', () => {
    const rows = [
      [
        { at: '2026-09-30T08:55:00.000Z' },
        { minutes: 91 },
        { share: 0.5 },
        { money: [{ minor: 1250, currency: 'CNY' }] },
        true,
        3,
      ],
      [{ at: undefined }, { minutes: undefined }, { share: undefined }, { money: [] }, undefined, 0],
    ];
    expect(csvOf([{ head: ['at', 'minutes', 'share', 'money', 'yes', 'count'], rows }])).toBe(
      'at,minutes,share,money,yes,count\r\n2026-09-30T08:55:00.000Z,91,0.5,12.50 CNY,true,3\r\n,,,,,0\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@x'])('REP-9 %s that somebody wrote is no formula', (text) => {
    expect(csvOf([{ head: ['a'], rows: [[text]] }])).toBe(`a\r\n'${text}\r\n`);
  });

  it('REP-9 stand one after the other, and what is no table is left out', () => {
    const table = { head: ['a'], rows: [[1]] };
    expect(csvOf(['A sentence\n', table, { facts: [['b', 'c']] }, table])).toBe('a\r\n1\r\n\r\na\r\n1\r\n');
  });
});
