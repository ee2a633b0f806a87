import { sha256, type Sums } from '#event-sourcing';
import { CLOCK_KINDS } from '#procedures';
import { REMEDIES } from '../case/events/fields.ts';
import type { CaseFacts } from './case-facts.ts';

/** Of a field, a value; without a value, that nobody knows it. */
const labelOf = (field: string, value?: string): string =>
  value === undefined ? field : `${field}\n${value}`;

/** The field and the value of a label. */
export function readLabel(label: string): readonly [field: string, value: string | undefined] {
  const end = label.indexOf('\n');
  return end < 0 ? [label, undefined] : [label.slice(0, end), label.slice(end + 1)];
}

/** How many cases there are. */
export const CASES = 'cases';
/** Contacts of one complainant, as one value. */
export const PEOPLE = 'people';
const BETWEEN_CONTACTS = ',';
export const contactsIn = (value: string): readonly string[] => value.split(BETWEEN_CONTACTS);

/** Fields of the cases that are left out, and of those whose money counts, have names of their own. */
export const LEFT_OUT = 'leftOut.';
export const MONEY = 'money.';
export const WITH_MERGED = ['complaint', 'merged'] as const;

/** The part of a month in which everything stands that has few values. */
export const FEW_VALUES = 'figures';

/**
 * How well cases were handled, by who has them and by department (CON-5). What these begin with comes after everything
 * else, so that other reports leave their parts out.
 */
export const QUALITY = '~';
export const QUALITY_BY = ['ownerKey', 'department'] as const;

const SINGLE_FIELDS = [
  ...(['categoryGroup', 'rootCause', 'category', 'department', 'severity', 'channel', 'procedure'] as const),
  ...(['response', 'relief', 'breached', 'satisfied', 'reopening', 'firstContactSettled'] as const),
];
const TIMINGS = ['acknowledge', 'reply', 'resolve'] as const;

type Count = (field: string, value: string | boolean | number | undefined, by?: number) => void;

/** What a case adds to the figures of its month (REP-3), under its procedure. */
export const caseSums: Sums<CaseFacts> = {
  of(facts) {
    const { receivedMonth: month, procedure, standing } = facts;
    if (month === undefined) return undefined;
    const amounts = new Map<string, number>();
    const add = (label: string, by: number): void => {
      if (by !== 0) amounts.set(label, (amounts.get(label) ?? 0) + by);
    };
    const countIn =
      (prefix: string): Count =>
      (field, value, by = 1) => {
        add(labelOf(prefix + field, value === undefined ? value : String(value)), by);
      };
    const isComplaint = standing === 'complaint';
    add(isComplaint ? CASES : LEFT_OUT + CASES, 1);
    if (isComplaint) countComplaint(facts, countIn(''));
    else countIn(LEFT_OUT)('standing', standing);
    // Money of a case that was merged is in no other case.
    if (WITH_MERGED.some((each) => each === standing)) countMoney(facts, countIn(MONEY));
    return { heading: { month, procedure }, amounts };
  },
  part: partOf,
};

function countComplaint(facts: CaseFacts, count: Count): void {
  const { complainants = [], respondentKeys = [undefined], satisfaction, procedure } = facts;
  if (complainants.length > 0) count(PEOPLE, complainants.map(shortened).join(BETWEEN_CONTACTS));
  count('complainant', facts.complainant && 'known');
  for (const field of SINGLE_FIELDS) count(field, facts[field]);
  for (const respondent of respondentKeys) count('respondentKeys', respondent);
  for (const what of TIMINGS) {
    const measure = facts.timing[what];
    count(`timing.${what}.status`, measure.status);
    if (measure.status === 'counted') count(`timing.${what}.minutes`, measure.minutes);
  }
  if (facts.severity !== undefined) count('settlement', `${facts.severity}\n${facts.settlement}`);
  countMisses(facts, count);
  // Each procedure has a scale of its own.
  if (satisfaction !== undefined) count('satisfaction', `${procedure}\n${String(satisfaction)}`);
  countQuality(facts, count);
}

function countQuality(facts: CaseFacts, count: Count): void {
  for (const by of QUALITY_BY)
    for (const [measure, amount] of facts[by] === undefined ? [] : qualityOf(facts))
      count(`${QUALITY}${by}`, `${facts[by] ?? ''}\n${measure}`, amount);
}

/** Each measure beside its opposite, so that what nobody knows is in neither (INT-11). */
function qualityOf(facts: CaseFacts): readonly (readonly [measure: Measured, amount: number])[] {
  const { outcome, firstContactSettled, satisfied, reopening } = facts;
  const { resolve } = facts.timing;
  const either = (value: boolean | undefined, yes: Measured, no: Measured) =>
    value === undefined ? [] : ([[value ? yes : no, 1]] as const);
  return [
    ['cases', 1],
    ...(resolve.status === 'counted'
      ? ([
          ['resolved', 1],
          ['minutes', resolve.minutes],
        ] as const)
      : []),
    ...either(outcome === undefined ? undefined : outcome !== 'notSubstantiated', 'confirmed', 'unfounded'),
    ...either(firstContactSettled, 'firstContact', 'laterContact'),
    ...either(satisfied, 'satisfied', 'unsatisfied'),
    ...either(
      reopening === 'reopened' || reopening === 'never' ? reopening === 'reopened' : undefined,
      'reopened',
      'settledOnce',
    ),
  ];
}

/** What is added up of the handling of cases. */
export type Measured =
  | 'cases'
  | 'resolved'
  /** Elapsed from receipt until they were resolved, all together. */
  | 'minutes'
  | 'confirmed'
  | 'unfounded'
  | 'firstContact'
  | 'laterContact'
  | 'satisfied'
  | 'unsatisfied'
  | 'reopened'
  | 'settledOnce';

/** 96 bits of a fingerprint tell as many people apart as there will ever be. */
const shortened = (fingerprint: string): string => fingerprint.slice(0, 24);

function countMisses({ breaches }: CaseFacts, count: Count): void {
  for (const kind of CLOCK_KINDS) {
    const misses = breaches[kind] ?? 0;
    if (misses > 0) count(`breaches.${kind}`, 'cases');
    if (misses > 0) count(`breaches.${kind}`, 'misses', misses);
  }
}

/** What was granted, and for how much. */
function countMoney(facts: CaseFacts, count: Count): void {
  count('relief', facts.relief);
  if (facts.confidentialGrants > 0) count('confidential', 'cases');
  count('confidential', 'grants', facts.confidentialGrants);
  for (const kind of REMEDIES) {
    if ((facts.compensated[kind] ?? 0) === 0) continue;
    count(`compensated.${kind}`, 'cases');
    for (const { worth } of facts.grants.filter((grant) => grant.kind === kind)) {
      count(`compensated.${kind}`, 'grants');
      count(`worth.${kind}`, worth?.currency, worth?.minor ?? 1);
    }
  }
}

/** A document for each, because an organisation has many of them. */
const MANY_VALUES: readonly string[] = ['category', 'department', 'response'];
/** Several, because there are as many as cases. */
const BUCKETS = 64;
const MINUTES_A_PART = 1_440;

function partOf(label: string): string {
  const [field, value] = readLabel(label);
  if (MANY_VALUES.includes(field)) return field;
  if (value === undefined) return FEW_VALUES;
  // Who it is, without what of theirs is counted: all of one person stands together.
  if (field.startsWith(QUALITY)) return `${field}/${bucketOf(value.slice(0, value.lastIndexOf('\n')))}`;
  if (field === PEOPLE || field === 'respondentKeys') return `${field}/${bucketOf(value)}`;
  if (field.endsWith('.minutes')) return `${field}/${String(Math.floor(Number(value) / MINUTES_A_PART))}`;
  return FEW_VALUES;
}

const bucketOf = (value: string): string => String(Number.parseInt(sha256(value).slice(0, 4), 16) % BUCKETS);
