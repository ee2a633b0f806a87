import { FRONTLINE } from '#procedures';
import type { Need } from '../authority.ts';
import { levelOf, type CaseContext } from '../context.ts';
import { draft } from '../decision.ts';
import type { BudgetDraw } from '../budget-draw.ts';
import type { CaseEventDraft } from '../events.ts';
import type { Remedy } from '../events/fields.ts';
import { COUNTER_RULE, isPromised, type CaseRemedy } from '../remedies/remedy.ts';
import { worthOf } from '../remedies/worth.ts';
import type { CaseRecord, CaseState } from '../state.ts';

/** The front line promises of its own accord only what is set aside for it in its budget of the month (SOL-8). */
export const hasBudget = (context: CaseContext): boolean =>
  context.procedure.budgets !== undefined && levelOf(context) === FRONTLINE;

/** SOL-8: what is not left of the budget is for the next level, whatever the limit for one case. */
export function budgetNeed(remedy: Remedy, state: CaseRecord, context: CaseContext): Need | undefined {
  const { procedure, setAside } = context;
  if (!hasBudget(context)) return undefined;
  const worth = worthOf(remedy, state, procedure.currency);
  // What nobody can value is for the top anyhow (SOL-4).
  if (worth === undefined || worth.minor <= (setAside?.minor ?? 0)) return undefined;
  return nextLevel('Giving more than is left of your budget of the month', procedure);
}

const nextLevel = (doing: string, { ladder }: CaseContext['procedure']): Need => ({
  ...{ level: ladder[0]?.id ?? FRONTLINE, rule: 'SOL-8', because: 'budget of the month' },
  ...{ doing, inPerson: true },
});

/** SOL-8: what has become dearer than the front line has drawn for it, as when a bill was corrected, is for the next level. */
export function drawOutgrown(
  remedies: readonly CaseRemedy[],
  { draws = [] }: CaseRecord,
  { procedure }: CaseContext,
  doing: string,
): readonly Need[] {
  const isOutgrown = remedies
    .filter((one) => isPromised(one) && isOwn(one))
    .some((one) => {
      const own = draws.filter((each) => isOf(each, one));
      // What nobody can value is for the top anyhow (SOL-4).
      return own.length > 0 && own.every(({ minor }) => (one.worth?.minor ?? 0) > minor);
    });
  return procedure.budgets !== undefined && isOutgrown ? [nextLevel(doing, procedure)] : [];
}

const isOf = ({ option, grant }: Pick<BudgetDraw, 'option' | 'grant'>, remedy: CaseRemedy): boolean =>
  (grant !== undefined && remedy.grant === grant) || (option !== undefined && remedy.option === option);

/**
 * SOL-8: what was just promised by the front line of its own accord draws on its budget; what is taken back, lapses or is
 * worth less gives back. Nothing that a level decided on draws, nor what a rule gives (SOL-5).
 */
export function budgetDraws(
  before: CaseState,
  after: CaseState,
  context: CaseContext,
): readonly CaseEventDraft[] {
  if (before.status !== 'logged' || after.status !== 'logged') return [];
  return [...reduced(after, context), ...drawn(before, after, context)];
}

function reduced(
  { draws = [], remedies }: CaseRecord,
  { procedure }: CaseContext,
): readonly CaseEventDraft[] {
  const { currency } = procedure;
  return draws.flatMap((each) => {
    if (each.minor === 0) return [];
    const remedy = remedies.findLast((one) => isOf(each, one));
    const minor = remedy !== undefined && isPromised(remedy) ? (remedy.worth?.minor ?? each.minor) : 0;
    const { draw, budget } = each;
    return minor < each.minor
      ? [draft('BudgetDrawReduced', { draw, budget, amount: { minor, currency } })]
      : [];
  });
}

function drawn(before: CaseRecord, after: CaseRecord, context: CaseContext): readonly CaseEventDraft[] {
  const { setAside } = context;
  if (setAside === undefined || !hasBudget(context)) return [];
  const { draw, budget } = setAside;
  const promised = before.remedies.filter(isPromised);
  const isNew = (one: CaseRemedy): boolean => !promised.some((each) => isOf(each, one));
  return after.remedies
    .filter((one) => isPromised(one) && isOwn(one) && isNew(one))
    .flatMap(({ option, grant, worth }) =>
      worth === undefined || worth.minor === 0
        ? []
        : [
            draft('BudgetDrawn', {
              ...{ draw, budget, amount: worth },
              ...(option !== undefined && { option }),
              ...(grant !== undefined && { grant }),
            }),
          ],
    );
}

/** Decided by the front line itself, not carried out for a level, nor for the rule of the counter. */
const isOwn = ({ authority, status }: CaseRemedy): boolean =>
  status !== 'elsewhere' && authority?.level === FRONTLINE && authority.rule !== COUNTER_RULE;
