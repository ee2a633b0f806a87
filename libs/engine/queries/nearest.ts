const MOST = 3;

/** What somebody may have meant, the likeliest first. */
export const nearestOf = (written: string, known: readonly string[]): readonly string[] =>
  [...new Set(known)]
    .map((each) => ({ each, distance: distanceOf(written.toLowerCase(), each.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.max(2, written.length / 2))
    .toSorted((left, right) => left.distance - right.distance || (left.each < right.each ? -1 : 1))
    .slice(0, MOST)
    .map(({ each }) => each);

/** How many letters are to be put in, left out or changed; whoever wrote a part of it was near. */
function distanceOf(written: string, known: string): number {
  if (known.includes(written)) return 1;
  let above = Array.from({ length: known.length + 1 }, (_, at) => at);
  for (const [row, letter] of Array.from(written).entries()) {
    const line = [row + 1];
    for (let at = 0; at < known.length; at += 1) {
      const changed = (above[at] ?? 0) + (known[at] === letter ? 0 : 1);
      line.push(Math.min(changed, (above[at + 1] ?? 0) + 1, (line[at] ?? 0) + 1));
    }
    above = line;
  }
  return above.at(-1) ?? 0;
}
