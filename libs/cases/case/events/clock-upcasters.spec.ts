import { describe, expect, it } from 'vitest';
import { clockUpcasters } from './clock-upcasters.ts';

const set = (clock: string, kind: string, more: object = {}): unknown => {
  const [step] = clockUpcasters.DeadlineSet ?? [];
  return step?.({ clock, kind, allowance: { elapsedMinutes: 60 }, ...more });
};

describe('what version 1 of a clock tells of its subject', () => {
  it.each([
    ['receipt:D1', 'receipt', { kind: 'dispatch', id: 'D1' }],
    ['part:D2', 'handBack', { kind: 'dispatch', id: 'D2' }],
    ['promise:P3', 'promise', { kind: 'promise', id: 'P3' }],
    ['level-answer', 'levelAnswer', { kind: 'escalation', id: 'E1' }],
    ['level-answer#3', 'levelAnswer', { kind: 'escalation', id: 'E3' }],
    ['callback#2', 'callback', { kind: 'callback', id: 'C2' }],
    ['regulator-answer', 'regulatorAnswer', { kind: 'regulator', id: 'R1' }],
    ['resolve#2', 'resolve', { kind: 'case', id: 'case' }],
  ])('CLK-1 %s (%s) belongs to %j', (clock, kind, subject) => {
    expect(set(clock, kind)).toMatchObject({ clock, subject });
  });

  it('CLK-2 "same day" meant the present or next opening day', () => {
    const allowance = { sameDay: true };
    expect(set('notify-outcome', 'notifyOutcome', { allowance })).toMatchObject({
      allowance: { sameOpeningDay: true },
    });
    const [step] = clockUpcasters.DeadlineMoved ?? [];
    expect(step?.({ clock: 'x', allowance })).toEqual({ clock: 'x', allowance: { sameOpeningDay: true } });
    expect(step?.({ clock: 'x' })).toEqual({ clock: 'x' });
  });
});
