import type { Samples } from './samples.ts';

const names = { draw: '0b7c1d52-6c0e-5b7e-9a53-0d1b7f1c2e11/2026-11/0', budget: '2026-11.call-centre.lin' };

export const budgetDrawSamples: Samples<'BudgetDrawn' | 'BudgetDrawReduced' | 'BudgetDrawVoided'> = {
  BudgetDrawn: { ...names, option: 'S1', grant: 'G1', amount: { minor: 3000, currency: 'CNY' } },
  BudgetDrawReduced: { ...names, amount: { minor: 0, currency: 'CNY' } },
  BudgetDrawVoided: names,
};

export const budgetSamples = {
  BudgetReserved: {
    draw: names.draw,
    case: '7F3K-9M2Q-X4TB',
    amount: { minor: 3000, currency: 'CNY' },
    limit: { minor: 50000, currency: 'CNY' },
  },
  BudgetSettled: { draw: names.draw, minor: 3000 },
} as const;
