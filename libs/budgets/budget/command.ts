import { commandsOf, field } from '#event-sourcing';
import type { BudgetEventDraft } from './events.ts';
import type { BudgetState } from './state.ts';

export interface BudgetTypes {
  readonly state: BudgetState;
  readonly context: object;
  readonly draft: BudgetEventDraft;
  readonly who: 'ourselves';
  readonly weight: undefined;
  readonly when: 'always';
  readonly group: 'Budgets';
}

const define = commandsOf<BudgetTypes>();
type Define = typeof define;

/** Defines one command about a budget. Its file is all that there is of it, but for its line in `commands.ts`. */
export const command: Define = define;

/** Nobody touches a budget by hand: it follows from what cases promise. */
export const ourOwn = { group: 'Budgets', who: 'ourselves', when: 'always', route: 'none' } as const;

export const moneyFields = {
  minor: field.wholeNumber({ min: 0, example: 3000, description: 'In minor units: 3000 is 30.00.' }),
  currency: field.pattern(/^[A-Z]{3}$/, { otherwise: 'must be a currency such as CNY', example: 'CNY' }),
};

export const drawField = field.reference({ example: '0b7c1d52-6c0e-5b7e-9a53-0d1b7f1c2e11/2026-11/0' });
