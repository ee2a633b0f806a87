import type { RecurrenceRule } from '#procedures';
import { DAY_MILLIS } from '../day.ts';
import type { Entry } from './state.ts';

/**
 * The cases that make a recurrence together with the one that stands there: all that are so many within so many days, the
 * one among them. Nobody else has become part of one by it. None: it is no recurrence.
 */
export function crowdAround(
  entries: readonly Entry[],
  index: number,
  { times, withinDays }: Pick<RecurrenceRule, 'times' | 'withinDays'>,
): readonly Entry[] {
  const near = [
    ...nearest(entries, index, -1, times).toReversed(),
    entries[index],
    ...nearest(entries, index, 1, times),
  ];
  const counting = near.filter((each) => each !== undefined);
  const own = counting.findIndex((each) => each === entries[index]);
  const crowded = new Set<Entry>();
  for (let first = Math.max(0, own - times + 1); first <= own; first += 1) {
    const together = counting.slice(first, first + times);
    const span = (together.at(-1)?.millis ?? Infinity) - (together[0]?.millis ?? 0);
    if (together.length === times && span <= withinDays * DAY_MILLIS)
      for (const each of together) crowded.add(each);
  }
  return counting.filter((each) => crowded.has(each));
}

/** More than these cannot stand in one crowd with it. */
function nearest(entries: readonly Entry[], index: number, step: 1 | -1, times: number): readonly Entry[] {
  const found: Entry[] = [];
  for (let at = index + step; found.length < times - 1; at += step) {
    const entry = entries[at];
    if (entry === undefined) break;
    if (entry.counts) found.push(entry);
  }
  return found;
}
