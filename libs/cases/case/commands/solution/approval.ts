import { matches } from '#procedures';
import { refuse } from '#event-sourcing';
import type { Need } from '../../authority.ts';
import type { CaseContext } from '../../context.ts';
import type { CaseDecision } from '../../decision.ts';
import { matterOf } from '../../matter.ts';
import { madeFor, totalOf, type Sum } from '../../remedies/remedy.ts';
import { totalWith } from '../../rules/promises.ts';
import type { CaseRecord, PlanApproval, PreparedPlan } from '../../state.ts';
import { judgesNothing, type CaseWeight } from '../../who-policy.ts';
import { isSameThing } from './grants.ts';
import { gives, withStatus } from './options.ts';

type Ruled = Pick<CaseContext, 'procedure'>;

/** The total that the dearest option of the plan would make; undefined when none gives anything. */
export function planSum(state: CaseRecord, context: Ruled): Sum | undefined {
  const sums = withStatus(state, 'prepared')
    .filter(gives)
    .map(({ remedy }) => totalWith(remedy, state, context));
  if (sums.length === 0) return undefined;
  return sums.reduce((dearest, sum) =>
    dearest === 'unknown' || sum === 'unknown' ? 'unknown' : Math.max(dearest, sum),
  );
}

/** The levels that have to approve the plan that stands. */
const approvers = (state: CaseRecord, context: Ruled): readonly string[] =>
  withStatus(state, 'prepared').length === 0
    ? []
    : approversOf(planSum(state, context) ?? totalOf(state.remedies), state, context);

/** The levels that have to approve what would bring the case to this sum, in the order of the procedure (AUT-5). */
export function approversOf(amount: Sum, state: CaseRecord, { procedure }: Ruled): readonly string[] {
  const { approvals, ladder } = procedure;
  const matter = matterOf(state, { amount });
  return [
    ...new Set(approvals.filter(({ when }) => matches(when, matter, ladder)).map(({ level }) => level)),
  ];
}

/** An approval is for the sum that was seen. */
const stands = ({ authority }: PlanApproval, sum: Sum | undefined): boolean =>
  sum === undefined || (authority !== undefined && madeFor(authority, sum));

/** AUT-5: the approvals that the plan as it stands needs, and whether they were given for it. */
export function approvalsOf(
  state: CaseRecord,
  context: Ruled,
): readonly { readonly level: string; readonly isGiven: boolean }[] {
  const given = standing(state, context).map(({ level }) => level);
  return approvers(state, context).map((level) => ({ level, isGiven: given.includes(level) }));
}

/** AUT-5: the level whose approval comes next; undefined when the complainant may hear of the plan. */
export const nextApproval = (state: CaseRecord, context: Ruled): string | undefined =>
  approvalsOf(state, context).find(({ isGiven }) => !isGiven)?.level;

/** The approvals that hold for the plan as it is now. */
const standing = (state: CaseRecord, context: Ruled): readonly PlanApproval[] => {
  const sum = planSum(state, context);
  return state.approvals.filter((each) => stands(each, sum));
};

/** The level to judge the plan now: the next one, or the last once all have approved. */
const judge = (state: CaseRecord, context: CaseContext): string | undefined =>
  nextApproval(state, context) ?? approvers(state, context).at(-1);

export const judged = (
  state: CaseRecord,
  context: CaseContext,
  decided: (level: string) => CaseDecision,
): CaseDecision => {
  const level = judge(state, context);
  return level === undefined
    ? refuse('AUT-5', 'nothing-to-approve', 'No plan of this case is waiting for approval.')
    : decided(level);
};

/** Whoever prepared a plan does not judge it, and nobody gives two approvals of it. */
export const planWeight = (state: CaseRecord, context: CaseContext): CaseWeight => {
  const level = judge(state, context);
  if (level === undefined) return judgesNothing;
  const need: Need = { level, rule: 'AUT-5', doing: 'Approving the plan', inPerson: true };
  const approved =
    nextApproval(state, context) === undefined ? [] : standing(state, context).flatMap(({ by }) => by);
  return { need, apartFrom: [...preparersOf(state), ...approved] };
};

/** Whoever first had the idea: what somebody else then writes down anew is not theirs alone. */
function preparersOf(state: CaseRecord): readonly string[] {
  const standing = weighty(withStatus(state, 'prepared'));
  const last = state.prepared.at(-1);
  return state.prepared
    .filter(
      (plan) =>
        plan === last || weighty(plan.options).some((one) => standing.some((other) => isSame(one, other))),
    )
    .flatMap(({ by }) => by);
}

type Proposed = PreparedPlan['options'][number];

/** What gives something; in a plan that gives nothing, all of it. */
const weighty = (options: readonly Proposed[]): readonly Proposed[] => {
  const giving = options.filter(({ remedy }) => remedy !== undefined);
  return giving.length > 0 ? giving : options;
};

const isSame = ({ remedy: one, ...own }: Proposed, { remedy: other, ...others }: Proposed): boolean =>
  one === undefined || other === undefined
    ? one === other && own.description === others.description
    : isSameThing(one, other) && one.amount?.minor === other.amount?.minor && one.percent === other.percent;
