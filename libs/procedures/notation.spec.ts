import { describe, expect, it } from 'vitest';
import { isCurrency, isTimeZone, readAllowance, readAmount, readOpening, readPercent } from './notation.ts';

describe('figures in procedure files', () => {
  it.each([
    ['10m', { elapsedMinutes: 10 }],
    ['24h', { elapsedMinutes: 1440 }],
    ['2d', { elapsedMinutes: 2880 }],
    ['1d12h', { elapsedMinutes: 2160 }],
    ['3 business days', { businessDays: 3 }],
    ['1 working day', { businessDays: 1 }],
    ['4 open hours', { openMinutes: 240 }],
    ['90 open minutes', { openMinutes: 90 }],
    ['same day', { sameDay: true }],
    ['same day by 20:00', { sameDay: true, by: '20:00' }],
    ['same opening day', { sameOpeningDay: true }],
    ['3 calendar days', { calendarDays: 3 }],
    ['1 calendar day by 24:00', { calendarDays: 1, by: '24:00' }],
    ['by 17:00', { dailyBy: '17:00' }],
    ['before day 30', { beforeDayOfMonth: 30 }],
    ['1 month', { months: 1 }],
    ['2 months', { months: 2 }],
  ])('CLK-2 reads "%s"', (text, allowance) => {
    expect(readAllowance(text)).toEqual(allowance);
  });

  it.each([
    '',
    '0m',
    '3',
    '3 dayz',
    'by 24:00',
    'by 9:00',
    'before day 0',
    'before day 32',
    '0 business days',
    '-1h',
    '1m1h',
    '1.5h',
  ])('CLK-2 does not guess what "%s" means', (text) => {
    expect(readAllowance(text)).toBeUndefined();
  });

  it('ACC-2 reads amounts as minor units of the currency, never as floats', () => {
    expect(readAmount('499.99', 'CNY')).toBe(49_999);
    expect(readAmount('2000', 'CNY')).toBe(200_000);
    expect(readAmount('2000.00', 'CNY')).toBe(200_000);
    expect(readAmount('1500', 'JPY')).toBe(1500);
    expect(readAmount('1.500', 'KWD')).toBe(1500);
  });

  it.each([
    ['9.5', 'CNY'],
    ['1.50', 'JPY'],
    ['-1', 'CNY'],
    ['1,000.00', 'CNY'],
    ['', 'CNY'],
  ])('refuses %s %s', (text, currency) => {
    expect(readAmount(text, currency)).toBeUndefined();
  });

  it('ACC-5 reads a percentage, or what is left to pay: 8.8 折 is 12 % off', () => {
    expect(['12%', '12 %', '8.8折', '9 折', '0.000001%'].map(readPercent)).toEqual([
      12_000_000, 12_000_000, 12_000_000, 10_000_000, 1,
    ]);
    expect(['101%', '12', '88折', '-1%', '0.0000001%', '折'].map(readPercent)).toEqual(
      Array(6).fill(undefined),
    );
  });

  it('reads opening hours, closing at midnight included', () => {
    expect(readOpening('09:00-24:00')).toEqual(['09:00', '24:00']);
    expect(['18:00-09:00', '9-18', '09:00-09:00', '09:00-24:30'].map(readOpening)).toEqual(
      Array(4).fill(undefined),
    );
  });

  it('knows zones and currencies', () => {
    expect([isTimeZone('Asia/Shanghai'), isTimeZone('Asia/Nowhere'), isTimeZone('')]).toEqual([
      true,
      false,
      false,
    ]);
    expect([isCurrency('CNY'), isCurrency('YUAN')]).toEqual([true, false]);
  });
});
