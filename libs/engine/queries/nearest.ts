import { lettersApart } from '#procedures';

const MOST = 3;

/** What somebody may have meant, the likeliest first. */
export const nearestOf = (written: string, known: readonly string[]): readonly string[] =>
  [...new Set(known)]
    .map((each) => ({ each, distance: distanceOf(written.toLowerCase(), each.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.max(2, written.length / 2))
    .toSorted((left, right) => left.distance - right.distance || (left.each < right.each ? -1 : 1))
    .slice(0, MOST)
    .map(({ each }) => each);

/** Whoever wrote a part of it was near. */
const distanceOf = (written: string, known: string): number =>
  known.includes(written) ? 1 : lettersApart(written, known);
