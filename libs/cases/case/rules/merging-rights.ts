import { isRefusal, type Refusal } from '#event-sourcing';
import { unmet } from '../authority.ts';
import { rankOf, type CaseContext } from '../context.ts';
import type { Carried } from '../events/merging.ts';
import { isPromised, madeFor, plus, totalOf, type Authority, type Sum } from '../remedies/remedy.ts';
import { OPERATIONS, standingIn } from '../standing.ts';
import type { CaseRecord } from '../state.ts';
import { deciding, notEntitled } from '../who-policy.ts';
import { authorityOf, sumNeed } from './promises.ts';

/** Who merges, in what capacity they acted in the case that is merged. */
export interface Merger {
  readonly id: string;
  readonly role: string;
}

/** Like merging from here: a decision on the matter of this case. */
const ROW = deciding({ level: 'ruling' });

/**
 * LIF-2, AUT-1, INV-4: a merging decides on the case that takes over as well. Whoever merges has to be entitled there too,
 * in the same capacity, and to decide on the sum of what both have promised (SOL-4).
 */
export function notEntitledThere(
  there: CaseRecord,
  by: Merger,
  carried: readonly Carried[],
  context: CaseContext,
): Refusal | undefined {
  const merger = asMerger(by, there, context);
  if (isRefusal(merger)) return merger;
  const entitled = notEntitled(ROW, {}, there, merger);
  const sum = jointSum(carried, there);
  return entitled ?? (sum === undefined ? undefined : unmet(sumNeed(sum, merger, MERGING), there, merger));
}

const MERGING = 'Merging what both cases have promised';

/** The circumstances as they are for whoever merges. */
export function asMerger(
  { id, role }: Merger,
  state: CaseRecord,
  context: CaseContext,
): CaseContext | Refusal {
  const { organisation, procedure, happenedAt, now } = context;
  const capacity = rankOf(procedure, role) < 0 ? OPERATIONS : role;
  const scene = { organisation, procedure, state, opens: false, happenedAt, now };
  const actor = standingIn(scene, { id, role: capacity });
  return isRefusal(actor) ? actor : { ...context, actor };
}

/** The authority that the sum of both stands on from now on. */
export function mergingAuthority(
  carried: readonly Carried[],
  state: CaseRecord,
  merger: CaseContext | Refusal,
): Authority | undefined {
  const sum = jointSum(carried, state);
  if (sum === undefined || isRefusal(merger)) return undefined;
  return authorityOf(sum, 'compensation limits', merger);
}

/** Of both; undefined where only one has promised anything, or a decision on as much is there already. */
function jointSum(carried: readonly Carried[], { remedies }: CaseRecord): Sum | undefined {
  const [own, brought] = [totalOf(remedies), carriedSum(carried)];
  if (own === 0 || brought === 0) return undefined;
  const sum = plus(own, brought);
  const isDecided = remedies
    .filter(isPromised)
    .some(({ authority }) => authority !== undefined && madeFor(authority, sum));
  return isDecided ? undefined : sum;
}

const carriedSum = (carried: readonly Carried[]): Sum =>
  carried.reduce<Sum>((sum, { committed, unvalued }) => plus(sum, unvalued ? 'unknown' : committed.minor), 0);
