import type { OccurrenceCounted, RecurrenceEvent } from './events.ts';

/** A case that was counted, or is not any more. */
export interface Entry {
  readonly case: string;
  readonly millis: number;
  readonly noted: number;
  readonly counts: boolean;
  /** The recurrence that it is one of. */
  readonly recurrence?: number;
}

export interface RecurrenceState {
  /** By when they came in, then by case. */
  readonly entries: readonly Entry[];
  /** So many recurrences were found. */
  readonly found: number;
  /** Those that turned out to be one with an earlier one. */
  readonly joined: ReadonlyMap<number, number>;
}

export const neverHappened: RecurrenceState = { entries: [], found: 0, joined: new Map() };

type At = Pick<OccurrenceCounted, 'case' | 'at'>;
type Place = Pick<Entry, 'case' | 'millis'>;

export const placeOf = ({ case: caseId, at }: At): Place => ({ case: caseId, millis: Date.parse(at) });

const isBefore = (one: Place, other: Place): boolean =>
  one.millis < other.millis || (one.millis === other.millis && one.case < other.case);

/** Where it stands, or would stand. */
export function indexOf(entries: readonly Place[], place: Place): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle];
    if (entry !== undefined && isBefore(entry, place)) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function entryOf({ entries }: RecurrenceState, at: At): Entry | undefined {
  const entry = entries[indexOf(entries, placeOf(at))];
  return entry?.case === at.case ? entry : undefined;
}

/** Which recurrence it is by now. */
export function standing(joined: RecurrenceState['joined'], recurrence: number): number {
  const into = joined.get(recurrence);
  return into === undefined ? recurrence : standing(joined, into);
}

export function evolve(state: RecurrenceState, event: RecurrenceEvent): RecurrenceState {
  switch (event.type) {
    case 'OccurrenceCounted':
      return { ...state, entries: counted(state.entries, event.data) };
    case 'RecurrenceFound': {
      const { recurrence, cases } = event.data;
      return { ...state, found: recurrence, entries: marked(state.entries, cases, recurrence) };
    }
    case 'RecurrenceGrew':
      return { ...state, entries: marked(state.entries, event.data.cases, event.data.recurrence) };
    case 'RecurrencesJoined':
      return { ...state, joined: new Map(state.joined).set(event.data.recurrence, event.data.into) };
    case 'RecurrenceShrank':
    default:
      return state;
  }
}

/** What counts no more is none of a recurrence either. */
function counted(entries: readonly Entry[], data: OccurrenceCounted): readonly Entry[] {
  const { noted, counts } = data;
  const place = placeOf(data);
  const index = indexOf(entries, place);
  const known = entries[index]?.case === place.case ? entries[index] : undefined;
  const recurrence = counts ? known?.recurrence : undefined;
  const entry = { ...place, noted, counts, ...(recurrence !== undefined && { recurrence }) };
  return entries.toSpliced(index, known === undefined ? 0 : 1, entry);
}

const marked = (
  entries: readonly Entry[],
  cases: readonly string[],
  recurrence: number,
): readonly Entry[] => {
  const named = new Set(cases);
  return entries.map((each) => (each.counts && named.has(each.case) ? { ...each, recurrence } : each));
};
