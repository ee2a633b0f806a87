import { refuse, type Refusal } from '#event-sourcing';
import type { CaseContext } from '../context.ts';
import type { Money } from '../events/fields.ts';

export function foreignCurrency(amount: Money | undefined, { procedure }: CaseContext): Refusal | undefined {
  if (amount === undefined || amount.currency === procedure.currency) return undefined;
  return refuse('SOL-3', 'foreign-currency', `Amounts of this procedure are in ${procedure.currency}.`, {
    remedy: `Give the amount in ${procedure.currency}.`,
  });
}
