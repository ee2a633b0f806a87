import { FRONTLINE, limitOf } from '#procedures';
import type { CaseEvent } from '../../case/events.ts';
import type { Money, Remedy } from '../../case/events/fields.ts';
import { isOf } from './past.ts';
import type { Watch } from './walk.ts';
import type { Deed, World } from './world.ts';

export interface Promised {
  readonly remedy: Remedy | undefined;
  readonly minor: number;
}
type Promises = ReadonlyMap<string, Promised>;

const put = (
  so: Promises,
  name: string | undefined,
  worth: Money | undefined,
  remedy = so.get(name ?? '')?.remedy,
): Promises =>
  // What nobody can value is beyond every limit.
  name === undefined ? so : new Map([...so, [name, { remedy, minor: worth?.minor ?? Infinity }]]);
const released = (so: Promises, isMeant: (name: string) => boolean): Promises =>
  new Map([...so].filter(([name]) => !isMeant(name)));
const isOffer = (name: string): boolean => name.startsWith('S');

/** What is promised and given, and not let go of, by the history alone. */
function promisesAfter(so: Promises, event: CaseEvent): Promises {
  if (isOf(event, 'SolutionOffered')) {
    const { option, promise } = event.data;
    return promise ? put(so, option, promise.worth, promise.remedy) : so;
  }
  if (isOf(event, 'CompensationGranted')) {
    const { grant, option, worth, remedy } = event.data;
    return put(
      released(so, (name) => name === option),
      grant,
      worth,
      remedy,
    );
  }
  if (isOf(event, 'RemedyRevalued')) return put(so, event.data.grant ?? event.data.option, event.data.worth);
  if (isOf(event, 'SolutionRejected') || isOf(event, 'OfferLapsed'))
    return released(so, (name) => name === event.data.option);
  if (isOf(event, 'CompensationReversed')) return released(so, (name) => name === event.data.grant);
  return LETS_GO.has(event.type) ? released(so, isOffer) : so;
}

/** What was only offered ends with these. */
const LETS_GO: ReadonlySet<string> = new Set([
  'CaseWithdrawn', 'CaseReopened', 'CaseDeclaredInadmissible', 'CaseMerged', 'MergeReversed',
]); // prettier-ignore

export const promisesOf = (events: readonly CaseEvent[]): readonly Promised[] => [
  ...events.reduce<Promises>(promisesAfter, new Map()).values(),
];

const promisedBy = (events: readonly CaseEvent[]): number =>
  promisesOf(events).reduce((sum, { minor }) => sum + minor, 0);

export const GIVES: ReadonlySet<string> = new Set([
  'SolutionOffered', 'CompensationGranted', 'CompensationDelivered', 'RemedyRevalued',
]); // prettier-ignore

/** SOL-4: what a case has promised and granted is never more than somebody who decided on it there may decide on. */
export function sumsWithinAuthority(): Watch {
  const decided = new Map<string, number>();
  /** What it has come to by facts that nobody decided on. */
  const risen = new Map<string, number>();
  return {
    deed(deed, world) {
      const { caseId, events } = deed;
      const own = limitOf_(deed, world);
      const before = decided.get(caseId) ?? 0;
      const sums = events.flatMap((event) => allowedBy(event)).filter((sum) => sum <= own);
      const most = Math.max(before, sums.length > 0 ? own : 0);
      if (!events.some((event) => GIVES.has(event.type) && !isFact(event, deed.before))) {
        decided.set(caseId, most);
        if (events.some(({ type }) => GIVES.has(type)))
          risen.set(caseId, promisedBy([...deed.before, ...events]));
        return;
      }
      const sum = promisedBy([...deed.before, ...events]);
      const { command, actor } = deed;
      const isDelivery = events.some((event) => isOf(event, 'CompensationDelivered'));
      if (sum > Math.max(own, most, isDelivery ? 0 : (risen.get(caseId) ?? 0)))
        throw new Error(
          `SOL-4 ${command.type} by ${actor.id} as ${actor.role}: ${String(sum)} promised, ${String(Math.max(own, most))} decided on`,
        );
      // Whoever decided did so for this much; from then on those below carry it out.
      decided.set(caseId, sum <= Math.max(own, most) ? Math.max(most, sum) : most);
    },
  };
}

/** What was only promised and has become dearer is a fact, which is judged when it is delivered (SOL-3). */
const isFact = (event: CaseEvent, before: readonly CaseEvent[]): boolean =>
  isOf(event, 'RemedyRevalued') &&
  event.data.worth !== undefined &&
  !before.some((each) => isOf(each, 'CompensationDelivered') && each.data.grant === event.data.grant);

/** Up to which sum whoever acted may decide: by their level, or by the rule of the counter (SOL-5). */
function limitOf_({ actor, events }: Deed, { house: { procedure } }: World): number {
  const isLevel = procedure.ladder.some(({ id }) => id === actor.role);
  const limit = limitOf(procedure, isLevel ? actor.role : FRONTLINE) ?? Infinity;
  const byRule = events.some((event) => isOf(event, 'GoodsBroughtBack') && event.data.obstacles.length === 0);
  return Math.max(limit, byRule ? (procedure.counterReturn?.upTo ?? 0) : 0);
}

/** Sums that others may promise from now on. */
function allowedBy(event: CaseEvent): readonly number[] {
  const isDecision = isOf(event, 'OfferAuthorised') || isOf(event, 'PlanApproved');
  const authority = isDecision ? event.data.authority : undefined;
  return authority === undefined ? [] : [authority.caseTotal?.minor ?? Infinity];
}
