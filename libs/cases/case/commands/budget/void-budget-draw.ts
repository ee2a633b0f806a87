import { LONGEST_BUDGET_ID } from '#budgets';
import { field, millisOf, NOT_YET, refuse, type Instant } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { always } from '../../stage-policy.ts';
import { ourOwn } from '../../who-policy.ts';

/** Whoever set the sum aside is given so long to promise it. Too short costs them another attempt, nothing else. */
const PATIENCE_MILLIS = 10_000;

/**
 * SOL-8: what was set aside and is not promised is free again. The case says so in its own history, so that whoever set it
 * aside and comes late finds it gone, and has to set it aside anew.
 */
export const voidBudgetDraw = command({
  name: 'VoidBudgetDraw',
  summary: 'Let go of a sum that was set aside in a budget and not promised (SOL-8).',
  group: 'Solution',
  data: {
    draw: field.reference({ example: '0b7c1d52-6c0e-5b7e-9a53-0d1b7f1c2e11/2026-11/0' }),
    budget: field.text({ max: LONGEST_BUDGET_ID, example: '2026-11.call-centre.lin' }),
    reservedAt: field.instant(),
  },
  who: ourOwn('budgets'),
  when: always,
  route: 'none',
  decide: ({ draw, budget, reservedAt }, state, { now }) => {
    if (state.status !== 'logged' || state.draws?.some((each) => each.draw === draw) === true) return [];
    if (millisOf(now) - millisOf(reservedAt as Instant) < PATIENCE_MILLIS)
      return refuse('SOL-8', NOT_YET, 'It was set aside only now.');
    return [draft('BudgetDrawVoided', { draw, budget })];
  },
});
