import { expect, it } from 'vitest';
import { nearestOf } from './nearest.ts';

it.each([
  ['urgnt', ['urgent']],
  ['Engineering', ['engineering']],
  ['engineer', ['engineering']],
  ['mjaor', ['major', 'minor']],
  ['xyz', []],
])('REP-1 %s was meant to be %j', (written, meant) => {
  expect(nearestOf(written, ['major', 'minor', 'urgent', 'engineering', 'urgent'])).toEqual(meant);
});
