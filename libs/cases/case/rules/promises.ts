import { compensationLevel, limitOf, OVERSIGHT, type Procedure } from '#procedures';
import {
  awaitedLevel,
  FOR_MONEY,
  hasDecided,
  higherNeed,
  holds,
  matterNeed,
  type Need,
} from '../authority.ts';
import { levelOf, rankOf, type CaseContext } from '../context.ts';
import type { Remedy } from '../events/fields.ts';
import {
  coveringAuthority,
  isPromised,
  madeFor,
  ofOption,
  plus,
  sumOf,
  totalOf,
  type Authority,
  type Sum,
} from '../remedies/remedy.ts';
import { worthOf } from '../remedies/worth.ts';
import { budgetNeed, drawOutgrown } from './budget-draws.ts';
import type { CaseRecord } from '../state.ts';
import { ownNeed, ownOutgrown, topOf } from './own-limits.ts';

/** The lowest level that may grant the sum; what nobody can value, or what is beyond every limit, is for the top (SOL-4). */
const levelFor = (sum: Sum, procedure: Procedure): string =>
  (sum === 'unknown' ? undefined : compensationLevel(procedure, sum)) ?? topOf(procedure);

/** The level whose limit holds the sum, acting itself. */
export const sumNeed = (
  sum: Sum,
  { procedure }: Pick<CaseContext, 'procedure'>,
  doing = 'Granting this',
): Need => ({
  ...{ rule: 'SOL-4', doing, inPerson: true, level: levelFor(sum, procedure) },
  because: sum === 'unknown' ? 'unknown worth' : 'compensation limits',
});

/** The total of the case with this remedy, which it does not count yet. */
export const totalWith = (
  remedy: Remedy,
  state: CaseRecord,
  { procedure }: Pick<CaseContext, 'procedure'>,
): Sum => plus(totalOf(state.remedies), sumOf(worthOf(remedy, state, procedure.currency)));

/** What the kind of remedy needs by limits of its own, with this one beside what is promised already. */
const ownNeedWith = (remedy: Remedy, state: CaseRecord, context: CaseContext): Need | undefined => {
  const worth = worthOf(remedy, state, context.procedure.currency);
  const given = [...state.remedies.filter(isPromised), { remedy, ...(worth && { worth }) }];
  return ownNeed(remedy.kind, given, context, 'Granting this');
};

/**
 * What promising or granting needs: the sum is for the level that acts, however often others have decided; the matter may
 * have been decided on before; and what a level was asked is for that level (AUT-3, AUT-4, AUT-6).
 */
export function promiseNeed(remedy: Remedy, state: CaseRecord, context: CaseContext): Need {
  const sum = totalWith(remedy, state, context);
  const inPerson = { rule: 'SOL-4', doing: 'Granting this', inPerson: true } as const;
  const matter = matterNeed(state, context, sum);
  const asked = awaitedLevel(state);
  const budget = budgetNeed(remedy, state, context);
  const own = ownNeedWith(remedy, state, context);
  const needs: readonly Need[] = [
    ...(own === undefined ? [] : [own]),
    ...(budget === undefined ? [] : [budget]),
    ...(carriedOut(matter, state, context) ? [] : [{ ...matter, ...inPerson }]),
    ...(asked === undefined ? [] : [{ ...inPerson, level: asked, because: 'open escalation' }]),
  ];
  return higherNeed([sumNeed(sum, context), ...needs], context);
}

/** The level that the matter needs has decided on it, and somebody below acts. */
const carriedOut = ({ level }: Need, state: CaseRecord, context: CaseContext): boolean =>
  !holds(level, context) && hasDecided({ level, coveredBy: FOR_MONEY }, state, context);

/** What whoever acts decides with, kept in the event (D13). */
export function authorityOf(sum: Sum, rule: string, context: CaseContext): Authority {
  const { currency } = context.procedure;
  const level = levelOf(context);
  const limit = level === OVERSIGHT ? null : limitOf(context.procedure, level);
  return {
    ...{ level, rule },
    ...(limit !== null && { limit: { minor: limit, currency } }),
    ...(sum !== 'unknown' && { caseTotal: { minor: sum, currency } }),
  };
}

/** The decision by which those below may offer it: of the level that was asked, or the approval of the plan (SOL-4, AUT-5). */
export function decidedOn(
  { option, remedy }: { readonly option: string; readonly remedy: Remedy },
  sum: Sum,
  state: CaseRecord,
  context: CaseContext,
): Authority | undefined {
  const { procedure } = context;
  const asked = ofOption(option, state.remedies);
  const decisions = [
    asked?.status === 'authorised' ? asked.authority : undefined,
    ...state.approvals.map(({ authority }) => authority),
  ];
  const own = ownNeedWith(remedy, state, context);
  const needed = Math.max(
    ...[levelFor(sum, procedure), ...(own ? [own.level] : [])].map((level) => rankOf(procedure, level)),
  );
  return decisions.find(
    (each) => each !== undefined && madeFor(each, sum) && rankOf(procedure, each.level) >= needed,
  );
}

/** SOL-4: what was decided on is carried out by anybody, unless the total has outgrown every decision on it since. */
export function outgrown(doing: string, state: CaseRecord, context: CaseContext): Need | undefined {
  const { remedies } = state;
  const total = totalOf(remedies);
  const isCovered = total === 0 || coveringAuthority(remedies) !== undefined;
  const bySum = isCovered ? [] : [sumNeed(total, context, doing)];
  const [first, ...others] = [
    ...bySum,
    ...ownOutgrown(remedies, context, doing),
    ...drawOutgrown(
      remedies.filter(({ status }) => status !== 'delivered'),
      state,
      context,
      doing,
    ),
  ];
  return first && higherNeed([first, ...others], context);
}
