import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createProgress, remainingText } from './progress.ts';

const shown = (
  isTTY: boolean,
  steps: readonly (readonly [millis: number, done: number])[],
  total?: number,
): string => {
  const stream = Object.assign(new PassThrough(), { isTTY });
  let time = 0;
  const progress = createProgress({ label: 'Reading', stream, now: () => time });
  for (const [millis, done] of steps) {
    time = millis;
    progress.update({ done, ...(total !== undefined && { total }) });
  }
  progress.end();
  return String(stream.read() ?? '');
};

describe('progress', () => {
  it('is silent for what takes less than two seconds', () => {
    expect(shown(true, [[500, 10], [1_999, 90]], 100)).toBe(''); // prettier-ignore
  });

  it('then tells how much is done and how long it will still take', () => {
    expect(shown(false, [[10_000, 25_000]], 100_000)).toBe(
      'Reading: 25,000 of 100,000 (25%), about 30 s left\n',
    );
  });

  it('tells what it knows when the size is not known', () => {
    expect(shown(false, [[10_000, 25_000]])).toBe('Reading: 25,000\n');
  });

  it('does not fill a file with lines', () => {
    const steps = Array.from({ length: 100 }, (_, index) => [2_000 + index * 100, index] as const);
    expect(shown(false, steps).trim().split('\n')).toHaveLength(2);
  });

  it('leaves a clean line behind on a terminal', () => {
    expect(shown(true, [[3_000, 50]], 100)).toBe(
      '\r\u001b[2KReading: 50 of 100 (50%), about 3 s left\r\u001b[2K',
    );
  });

  it.each([
    [400, '1 s'],
    [59_000, '59 s'],
    [61_000, '1 min 1 s'],
    [3_700_000, '1 h 1 min'],
  ])('writes %i ms as %s', (millis, text) => {
    expect(remainingText(millis)).toBe(text);
  });
});
