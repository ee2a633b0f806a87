import type { ClockKind } from '#procedures';
import type { RemedyKind } from '../case/events/fields.ts';
import type { Handlers } from '../recorded-case-event.ts';
import type { OwnFacts, StandingGrant } from './case-facts.ts';

const breachCount = (facts: OwnFacts, kind: ClockKind, change: 1 | -1): OwnFacts => {
  const { [kind]: before = 0, ...others } = facts.breaches;
  const count = Math.max(0, before + change);
  const breaches = count === 0 ? others : { ...others, [kind]: count };
  return { ...facts, breaches, breached: Object.keys(breaches).length > 0 };
};

/** Missed clocks by kind; a withdrawn breach no longer counts (LIF-5). */
export const breachHandlers: Handlers<OwnFacts> = {
  DeadlineBreached: (facts, { data }) => breachCount(facts, data.kind, 1),
  BreachWithdrawn: (facts, { data }) => breachCount(facts, data.kind, -1),
};

const withGrants = (facts: OwnFacts, grants: readonly StandingGrant[]): OwnFacts => {
  const compensated: Partial<Record<RemedyKind, number>> = {};
  for (const { kind } of grants) compensated[kind] = (compensated[kind] ?? 0) + 1;
  return { ...facts, grants, compensated };
};

/** What was granted and not taken back (SOL-6). */
export const compensationHandlers: Handlers<OwnFacts> = {
  CompensationGranted: (facts, { data: { grant, remedy } }) =>
    withGrants(facts, [
      ...facts.grants.filter((each) => each.grant !== grant),
      { grant, kind: remedy.kind, ...(remedy.amount && { amount: remedy.amount }) },
    ]),
  CompensationReversed: (facts, { data }) =>
    withGrants(
      facts,
      facts.grants.filter((each) => each.grant !== data.grant),
    ),
};
