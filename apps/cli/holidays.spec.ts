import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseProcedure } from '#procedures';
import { asClosedOn, publicHolidays } from './holidays.ts';

const PRESETS = path.resolve(import.meta.dirname, '../../libs/procedures/presets');

describe('redress procedures holidays', () => {
  it('CLK-2 tells the public holidays of a place by date, with the days in lieu', async () => {
    expect((await publicHolidays('gb-eng', [2027])).holidays).toEqual(
      expect.arrayContaining([
        { date: '2027-03-26', name: 'Good Friday' },
        { date: '2027-12-27', name: expect.stringContaining('substitute') },
      ]),
    );
  });

  it('CLK-2 writes them as a calendar has them', async () => {
    const text = asClosedOn('GB-ENG', await publicHolidays('GB-ENG', [2026, 2027]));
    expect(text).toContain('compare them with the published list');
    expect(parse(text)).toMatchObject({ closedOn: { '2026-04-03': 'Good Friday' } });
  });

  it.each([
    ['XX', [2027], 'No country is called "XX"'],
    ['GB-XYZ', [2027], 'GB has no part "XYZ"; known: ALD, ENG'],
    ['CN', [2027], 'holidays: CN'],
    ['IL', [2199], 'No public holidays of IL are known for 2199.'],
  ])('CLK-2 says so where it does not know: %s %j', async (place, years, said) => {
    await expect(publicHolidays(place, years)).rejects.toThrow(said);
  });

  it('CLK-2 names what it does not know for a year, instead of leaving it out', async () => {
    const turkey = await publicHolidays('TR', [2190]);
    expect(turkey.notKnown.length).toBeGreaterThan(0);
    expect(asClosedOn('TR', turkey)).toMatch(/# NOT KNOWN for 2190: .+/);
    expect((await publicHolidays('TR', [2027])).notKnown).toEqual([]);
  });

  it.each(['fca-disp', 'nhs-england'])('CLK-2 the preset %s has the holidays of England', async (id) => {
    const file = path.join(PRESETS, `${id}.yaml`);
    const { calendar } = parseProcedure(file, readFileSync(file, 'utf8'));
    const isWeekday = (date: string): boolean => ![0, 6].includes(new Date(date).getUTCDay());
    const reckoned = (await publicHolidays('GB-ENG', [2026, 2027])).holidays
      .map(({ date }) => date)
      .filter(isWeekday);
    expect(
      Object.keys(calendar.closedOn ?? {})
        .filter(isWeekday)
        .toSorted(),
    ).toEqual(reckoned.toSorted());
  });
});
