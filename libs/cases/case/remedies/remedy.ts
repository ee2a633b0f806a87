import type { CaseEventData } from '../events.ts';
import type { Money, Remedy } from '../events/fields.ts';

/** With which authority a sum was decided (D13). */
export type Authority = CaseEventData<'CompensationGranted'>['authority'];

/**
 * `requested` of the level that has the authority, which answers `authorised`, `granted` or `refused`; `offered` reserves
 * the sum, `accepted` waits for its grant, `granted` is owed; `delivered` and `reversed` end it; `lapsed` was never given;
 * `elsewhere` is what a merged case had promised and gives itself, which counts here all the same (LIF-2).
 */
export type RemedyStatus =
  | 'requested'
  | 'refused'
  | 'authorised'
  | 'offered'
  | 'accepted'
  | 'granted'
  | 'delivered'
  | 'reversed'
  | 'lapsed'
  | 'elsewhere';

/** What is given to put a complaint right: one thing from the first word to its end, whichever way it took (SOL-3). */
export interface CaseRemedy {
  /** Its names on the way: option of a plan, request, grant. */
  readonly option?: string;
  readonly request?: string;
  readonly grant?: string;
  readonly remedy: Remedy;
  /** In the currency of the procedure; absent: nobody can tell. */
  readonly worth?: Money;
  readonly status: RemedyStatus;
  /** What decided on it, from then on. */
  readonly authority?: Authority;
  /** Who asked for it, in whose place too, and which level is asked. */
  readonly requestedBy?: readonly string[];
  readonly neededLevel?: string;
  /** Who granted it, in whose place too. */
  readonly grantedBy?: readonly string[];
  /** When it was granted, where known: nothing is delivered before (LIF-5). */
  readonly grantedAt?: string;
  /** The merged case that gives it. */
  readonly of?: string;
}

/** As decisions by the rule of the counter name it (SOL-5). */
export const COUNTER_RULE = 'counter return';

/** Minor units, or `unknown` as soon as one part of the sum is (SOL-4). */
export type Sum = number | 'unknown';

const PROMISED: ReadonlySet<RemedyStatus> = new Set([
  'offered',
  'accepted',
  'granted',
  'delivered',
  'elsewhere',
]);
const OWED: ReadonlySet<RemedyStatus> = new Set(['accepted', 'granted']);
const ASKED: ReadonlySet<RemedyStatus> = new Set(['requested', 'authorised']);

/** Promised or given, and neither taken back nor lapsed. */
export const isPromised = ({ status }: CaseRemedy): boolean => PROMISED.has(status);
/** Promised for good, and not delivered yet. */
export const isOwed = ({ status }: CaseRemedy): boolean => OWED.has(status);
/** Nobody was told of it yet. */
export const isAsked = ({ status }: CaseRemedy): boolean => ASKED.has(status);
export const isGranted = ({ status }: CaseRemedy): boolean => status === 'granted' || status === 'delivered';

/** More than can be counted is unknown as well. */
export const plus = (one: Sum, other: Sum): Sum => {
  const sum = one === 'unknown' || other === 'unknown' ? 'unknown' : one + other;
  return Number.isSafeInteger(sum) ? sum : 'unknown';
};

export const sumOf = (worth: Money | undefined): Sum => worth?.minor ?? 'unknown';

/** SOL-4: the one total of a case, of all that is promised or given. */
export const totalOf = (remedies: readonly CaseRemedy[]): Sum =>
  remedies.filter(isPromised).reduce<Sum>((sum, { worth }) => plus(sum, sumOf(worth)), 0);

/** The decision was made for as much. */
export const madeFor = ({ caseTotal }: Authority, sum: Sum): boolean =>
  caseTotal === undefined || (sum !== 'unknown' && sum <= caseTotal.minor);

/** The decision that holds what the case has promised; undefined when the total has outgrown all of them. */
export const coveringAuthority = (remedies: readonly CaseRemedy[]): Authority | undefined => {
  const total = totalOf(remedies);
  return remedies
    .filter(isPromised)
    .map(({ authority }) => authority)
    .find((authority) => authority !== undefined && madeFor(authority, total));
};

export const openRequest = (request: string, remedies: readonly CaseRemedy[]): CaseRemedy | undefined =>
  remedies.find((each) => each.request === request && each.status === 'requested');

/** What became of an option's remedy, once it was asked for or offered. */
export const ofOption = (option: string, remedies: readonly CaseRemedy[]): CaseRemedy | undefined =>
  remedies.findLast((each) => each.option === option);

const numberAfter = (remedies: readonly CaseRemedy[], name: 'grant' | 'request'): string =>
  String(new Set(remedies.flatMap((each) => each[name] ?? [])).size + 1);

export const nextGrant = (remedies: readonly CaseRemedy[]): string => `G${numberAfter(remedies, 'grant')}`;
export const nextRequest = (remedies: readonly CaseRemedy[]): string =>
  `R${numberAfter(remedies, 'request')}`;
