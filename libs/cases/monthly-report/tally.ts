import { CASES, contactsIn, PEOPLE, readLabel } from '../case-facts/counted.ts';
import { tallyOfPeople, type People } from './same-people.ts';

/** How many cases have each value of each field: small, however many cases there are. */
export interface Tally {
  readonly cases: number;
  /** By value; what no case has is not there. */
  values(field: string): ReadonlyMap<string, number>;
  count(field: string, value: string | boolean | number): number;
  unknown(field: string): number;
  /** The same for fields whose names begin so, by the rest of their names. */
  under(prefix: string): Tally;
  /** Who complained. */
  readonly people: Pick<People, 'cases'>;
}

/** A tally that what was added up is added to, one part after the other. */
export interface OpenTally extends Tally {
  add(amounts: Iterable<readonly [label: string, amount: number]>): void;
}

export function openTally(): OpenTally {
  const fields = new Map<string, Map<string, number>>();
  const unknown = new Map<string, number>();
  const people = tallyOfPeople();
  const add = (label: string, amount: number): void => {
    const [field, value] = readLabel(label);
    if (value === undefined) unknown.set(field, (unknown.get(field) ?? 0) + amount);
    // They need no line of their own; a million different ones would be kept for nothing.
    else if (field === PEOPLE) people.add(contactsIn(value), amount);
    else {
      const values = fields.get(field) ?? new Map<string, number>();
      fields.set(field, values);
      values.set(value, (values.get(value) ?? 0) + amount);
    }
  };
  const under = (prefix: string): Tally => {
    const values = (field: string): ReadonlyMap<string, number> =>
      fields.get(prefix + field) ?? new Map<string, number>();
    const unknownIn = (field: string): number => unknown.get(prefix + field) ?? 0;
    return {
      get cases() {
        return unknownIn(CASES);
      },
      values,
      count: (field, value) => values(field).get(String(value)) ?? 0,
      unknown: unknownIn,
      under: (more) => under(prefix + more),
      people,
    };
  };
  return Object.assign(under(''), {
    add(amounts: Iterable<readonly [string, number]>) {
      for (const [label, amount] of amounts) add(label, amount);
    },
  });
}
