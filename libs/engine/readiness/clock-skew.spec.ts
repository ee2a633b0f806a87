import { describe, expect, it } from 'vitest';
import { instantOf } from '#event-sourcing';
import { clockAhead } from './clock-skew.ts';

const NOON = Date.parse('2026-11-20T12:00:00Z');
const MINUTE = 60_000;
/** A question that takes that many ms, to a server whose clock shows this when it is asked. */
const asking = async (here: number, there: number, takes: number): Promise<number> => {
  let time = here;
  const clock = () => {
    time += takes;
    return Promise.resolve(instantOf(there + takes / 2));
  };
  return clockAhead({ clock }, () => instantOf(time));
};

describe('the difference to the clock of a server', () => {
  it('is none as long as the time that the question took explains it', async () => {
    expect(await asking(NOON, NOON, 0)).toBe(0);
    expect(await asking(NOON, NOON + 400, 1_000)).toBe(0);
    expect(await asking(NOON, NOON - 400, 1_000)).toBe(0);
    expect(await clockAhead({}, () => instantOf(NOON))).toBe(0);
  });

  it('is told to either side', async () => {
    expect(await asking(NOON, NOON - 60 * MINUTE, 0)).toBe(60 * MINUTE);
    expect(await asking(NOON, NOON + 60 * MINUTE, 0)).toBe(-60 * MINUTE);
  });
});
