import type { ClockKind } from '#procedures';
import type { CaseOutline } from '../case-outline.ts';
import type { RemedyKind } from '../case/events/fields.ts';
import { isGranted } from '../case/remedies/remedy.ts';
import type { Handlers } from '../recorded-case-event.ts';
import type { CaseFacts, OwnFacts } from './case-facts.ts';

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

/** What was granted and not taken back, however the case has ended (SOL-6). */
export function compensationOf({
  remedies,
  parts,
  confidentialFrom,
}: CaseOutline): Pick<CaseFacts, 'grants' | 'compensated' | 'confidentialGrants' | 'settlement'> {
  const standing = remedies
    .filter(isGranted)
    .flatMap(({ grant, remedy: { kind, amount }, worth = amount }) =>
      grant === undefined ? [] : [{ grant, kind, ...(worth && { worth }) }],
    );
  const grants = confidentialFrom === undefined ? standing : [];
  const compensated: Partial<Record<RemedyKind, number>> = {};
  for (const { kind } of grants) compensated[kind] = (compensated[kind] ?? 0) + 1;
  const given = standing.some(({ kind }) => kind !== 'apology');
  const settlement = given ? 'compensated' : 'peaceful';
  // Nobody settles what was withdrawn or turned down.
  const unsettled = parts.ending === undefined ? 'open' : 'ended';
  const confidentialGrants = standing.length - grants.length;
  return { grants, compensated, confidentialGrants, settlement: parts.resolved ? settlement : unsettled };
}
