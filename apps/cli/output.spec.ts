import { describe, expect, it } from 'vitest';
import { pageFields } from '#event-sourcing';
import { optionParser, parseDuration, parseInstant } from './arguments.ts';
import { inZone, minuteOf, moneyText } from './format.ts';
import { bar, duration, jsonLine, table } from './output.ts';
import { shown } from './shown.ts';
import { parseZone } from './zone.ts';

describe('what people read', () => {
  it.each([
    [undefined, '–'],
    [0, '0 min'],
    [59, '59 min'],
    [60, '1 h'],
    [200, '3 h 20 min'],
    [2_880, '2 d'],
    [4_380, '3 d 1 h'],
  ])('%p minutes are %s', (minutes, text) => {
    expect(duration(minutes)).toBe(text);
  });

  it('CLK-2 shows times by the clocks of a zone, with its name, wherever they stand', () => {
    const told = [
      'Due 2026-09-30 18:30 UTC.\n',
      { head: ['due'], rows: [[{ at: '2026-09-30T18:30:00.000Z' }], [{ at: '2026-09-30' }]] },
    ];
    const text = shown(told, 'Asia/Shanghai');
    expect(text).toContain('Due 2026-10-01 02:30 Asia/Shanghai.');
    expect(text).toContain('│ 2026-10-01 02:30 Asia/Shanghai │');
    expect(text).toContain('│ 2026-09-30                     │');
    expect(shown(told)).toContain('Due 2026-09-30 18:30 UTC.');
    expect(inZone('since 2026-01-01 00:30 UTC', 'Europe/Berlin')).toBe(
      'since 2026-01-01 01:30 Europe/Berlin',
    );
    expect(parseZone('asia/shanghai')).toBe('Asia/Shanghai');
    expect(() => parseZone('Shanghai')).toThrow('there is no time zone "Shanghai"');
  });

  it('draws shares to an eighth of a character', () => {
    expect([bar(0, 4), bar(0.5, 4), bar(1, 4), bar(0.03125, 4), bar(7, 4)]).toEqual([
      '',
      '██',
      '████',
      '▏',
      '████',
    ]);
  });

  it('keeps columns of wide characters in line', () => {
    const widths = table(['案件', 'b'], [['电梯', 1], ['x', undefined]]).trim().split('\n').map((line) => line.replace(/[\u4e00-\u9fff]/g, 'ww').length); // prettier-ignore
    expect(new Set(widths).size).toBe(1);
  });

  it('writes amounts exactly, with as many decimals as the currency has', () => {
    expect(moneyText({ minor: 199_900, currency: 'CNY' })).toBe('1999.00 CNY');
    expect(moneyText({ minor: 5, currency: 'CNY' })).toBe('0.05 CNY');
    expect(moneyText({ minor: 500, currency: 'JPY' })).toBe('500 JPY');
  });

  it('writes times to the minute and leaves days as they are', () => {
    expect([minuteOf('2026-09-30T08:55:00.000Z'), minuteOf('2026-09-30'), minuteOf(undefined)]).toEqual([
      '2026-09-30 08:55 UTC',
      '2026-09-30',
      undefined,
    ]);
  });

  it('writes revisions into JSON as text', () => {
    expect(jsonLine({ revision: 3n })).toBe('{"revision":"3"}\n');
  });
});

describe('what people write', () => {
  it('takes a time with an offset, or the end of a day', () => {
    expect(parseInstant('2026-09-30T16:55:00+08:00')).toBe('2026-09-30T08:55:00.000Z');
    expect(parseInstant('2026-09-30')).toBe('2026-09-30T23:59:59.999Z');
    expect(() => parseInstant('2026-09-30T16:55:00')).toThrow('offset');
    expect(() => parseInstant('yesterday')).toThrow('offset');
  });

  it('takes durations and months', () => {
    expect([parseDuration('45s'), parseDuration('30m'), parseDuration('8h'), parseDuration('7d')]).toEqual([
      45, 1_800, 28_800, 604_800,
    ]);
    for (const wrong of ['8', 'h', '0m', '-1h', '8 h'])
      expect(() => parseDuration(wrong)).toThrow('duration');
    const count = optionParser(pageFields.limit);
    expect(count('200')).toBe(200);
    expect(() => count('201')).toThrow('from 1 to 200');
  });
});
