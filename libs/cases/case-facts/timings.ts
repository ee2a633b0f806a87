import { isInstant, millisOf, type HappenedAt, type Instant } from '#event-sourcing';
import type { CaseEventType, RecordedCaseEvent } from '../case/events.ts';
import { milestonesOf } from '../case/milestones.ts';
import { without } from '../without.ts';
import type { Measure, OwnFacts } from './case-facts.ts';

export const notMeasured: Measure = { status: 'notYet' };

/**
 * Notes when a case was acknowledged, answered and resolved: by the same milestones that stop its clocks (CLK-1).
 * The earliest acknowledgement and answer count, whenever they were recorded; of the resolutions, the latest.
 */
export function measureMilestones(facts: OwnFacts, event: RecordedCaseEvent): OwnFacts {
  if (event.type === 'CaseReopened') return withTimings(unresolved(facts), 'ended', 'notYet');
  if (event.type === 'MergeReversed') return withTimings(facts, 'ended', 'notYet');
  if (WITHOUT_RESULT.has(event.type)) return withTimings(measured(facts, event), 'notYet', 'ended');
  return measured(facts, event);
}

/** LIF-2: nobody waits any longer for what has not happened by then. */
const WITHOUT_RESULT: ReadonlySet<CaseEventType> = new Set<CaseEventType>([
  'CaseWithdrawn', 'CaseDeclaredInadmissible', 'CaseMerged', 'ContactEnded',
]); // prettier-ignore

function withTimings(facts: OwnFacts, from: 'notYet' | 'ended', to: 'notYet' | 'ended'): OwnFacts {
  const { acknowledge, reply, resolve } = facts.timing;
  const changed = (measure: Measure): Measure => (measure.status === from ? { status: to } : measure);
  const timing = { acknowledge: changed(acknowledge), reply: changed(reply), resolve: changed(resolve) };
  return [acknowledge, reply, resolve].some(({ status }) => status === from) ? { ...facts, timing } : facts;
}

function measured(facts: OwnFacts, event: RecordedCaseEvent): OwnFacts {
  return milestonesOf(event).reduce((so, milestone) => {
    const { happenedAt } = event.metadata;
    if (milestone === 'acknowledged') return first(so, 'acknowledge', 'acknowledgedAt', happenedAt);
    if (milestone === 'answered') return first(so, 'reply', 'firstReplyAt', happenedAt);
    return milestone === 'resolved' ? note(so, 'resolve', 'resolvedAt', happenedAt) : so;
  }, facts);
}

type What = keyof OwnFacts['timing'];
type When = 'acknowledgedAt' | 'firstReplyAt' | 'resolvedAt';

/** Once the first one happened at an unknown time, a later one cannot tell how long it took. */
function first(facts: OwnFacts, what: What, when: When, at: HappenedAt | undefined): OwnFacts {
  const before = facts[when];
  if (facts.timing[what].status === 'unknown') return facts;
  if (before !== undefined && !(isInstant(at) && at < before)) return facts;
  return note(facts, what, when, at);
}

function note(facts: OwnFacts, what: What, when: When, at: HappenedAt | undefined): OwnFacts {
  const timing = { ...facts.timing, [what]: measure(facts.receivedAt, at) };
  return { ...without(facts, when), timing, ...(isInstant(at) && { [when]: at }) };
}

function measure(receivedAt: HappenedAt | undefined, at: HappenedAt | undefined): Measure {
  if (!isInstant(receivedAt) || !isInstant(at) || at < receivedAt) return { status: 'unknown' };
  return { status: 'counted', minutes: minutesBetween(receivedAt, at) };
}

const minutesBetween = (from: Instant, to: Instant): number =>
  Math.floor((millisOf(to) - millisOf(from)) / 60_000);

function unresolved(facts: OwnFacts): OwnFacts {
  return { ...without(facts, 'resolvedAt'), timing: { ...facts.timing, resolve: notMeasured } };
}
