import { CLOCK_KINDS } from '#procedures';
import { REMEDIES } from '../case/events/fields.ts';
import { tallyOfPeople, type People } from './same-people.ts';
import type { CaseFacts } from '../case-facts/case-facts.ts';

/** How many cases have each value of each field: small, however many cases there are. */
export interface Tally {
  readonly cases: number;
  /** By value; what no case has is not there. */
  values(field: string): ReadonlyMap<string, number>;
  count(field: string, value: string | boolean | number): number;
  unknown(field: string): number;
}

/** A tally that cases are added to, one after the other. */
export interface OpenTally extends Tally {
  add(facts: CaseFacts): void;
}

type Count = (field: string, value: string | boolean | number | undefined, by?: number) => void;

/** @param tell what of a case is counted */
function openTally(tell: (facts: CaseFacts, count: Count) => void): OpenTally {
  const fields = new Map<string, Map<string, number>>();
  const unknown = new Map<string, number>();
  let cases = 0;
  const count: Count = (field, value, by = 1) => {
    if (value === undefined) {
      unknown.set(field, (unknown.get(field) ?? 0) + by);
      return;
    }
    const values = fields.get(field) ?? new Map<string, number>();
    fields.set(field, values);
    values.set(String(value), (values.get(String(value)) ?? 0) + by);
  };
  const values = (field: string): ReadonlyMap<string, number> =>
    fields.get(field) ?? new Map<string, number>();
  return {
    get cases() {
      return cases;
    },
    values,
    count: (field, value) => values(field).get(String(value)) ?? 0,
    unknown: (field) => unknown.get(field) ?? 0,
    add(facts) {
      cases += 1;
      tell(facts, count);
    },
  };
}

const TREND_FIELDS = ['categoryGroup', 'rootCause'] as const;
const SINGLE_FIELDS = [
  ...TREND_FIELDS,
  ...(['category', 'department', 'severity', 'channel', 'procedure', 'response', 'relief'] as const),
  ...(['breached', 'satisfied', 'reopening', 'firstContactSettled'] as const),
];
const TIMINGS = ['acknowledge', 'reply', 'resolve'] as const;

/** A value that stands under a procedure, whose scale it is on. */
const underProcedure = (procedure: string, value: string | number): string =>
  `${procedure}\n${String(value)}`;

/** Who complained, beside how often each value occurs. */
export interface ComplaintTally extends Tally {
  readonly people: Pick<People, 'cases'>;
}

/** Everything that a report tells of the complaints of its month. */
export function tallyOfComplaints(): OpenTally & ComplaintTally {
  const people = tallyOfPeople();
  const tally = openTally((facts, count) => {
    people.add(facts.complainants ?? []);
    // Who it is has no line of its own; a million different ones would be kept for nothing.
    count('complainant', facts.complainant && 'known');
    for (const field of SINGLE_FIELDS) count(field, facts[field]);
    for (const respondent of facts.respondentKeys ?? [undefined]) count('respondentKeys', respondent);
    for (const what of TIMINGS) {
      const measure = facts.timing[what];
      count(`timing.${what}.status`, measure.status);
      if (measure.status === 'counted') count(`timing.${what}.minutes`, measure.minutes);
    }
    countMisses(facts, count);
    const { satisfaction, procedure } = facts;
    if (satisfaction !== undefined) count('satisfaction', underProcedure(procedure, satisfaction));
  });
  return Object.assign(tally, { people });
}

function countMisses({ breaches }: CaseFacts, count: Count): void {
  for (const kind of CLOCK_KINDS) {
    const misses = breaches[kind] ?? 0;
    if (misses > 0) count(`breaches.${kind}`, 'cases');
    if (misses > 0) count(`breaches.${kind}`, 'misses', misses);
  }
}

/** What was granted, and for how much. */
export const tallyOfMoney = (): OpenTally =>
  openTally((facts, count) => {
    count('relief', facts.relief);
    for (const kind of REMEDIES) {
      if ((facts.compensated[kind] ?? 0) === 0) continue;
      count(`compensated.${kind}`, 'cases');
      for (const { worth } of facts.grants.filter((grant) => grant.kind === kind)) {
        count(`compensated.${kind}`, 'grants');
        count(`worth.${kind}`, worth?.currency, worth?.minor ?? 1);
      }
    }
  });

/** What the trend tells of an earlier month. */
export const tallyOfTrend = (): OpenTally =>
  openTally((facts, count) => {
    for (const field of TREND_FIELDS) count(field, facts[field]);
  });

/** As what those count that are no complaints of their own. */
export const tallyOfStandings = (): OpenTally =>
  openTally((facts, count) => {
    count('standing', facts.standing);
  });
