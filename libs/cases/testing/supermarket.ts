import type { CaseCommands } from '../case/commands.ts';
import type { Remedy } from '../case/events/fields.ts';
import { RECEIVER, shippedProcedure, story, type Character, type Story } from './story.ts';

export const supermarket = shippedProcedure('supermarket-authority');

export const COUNTER: Character = RECEIVER;
export const SUPERVISOR: Character = { id: 'supervisor-1', roles: ['customer-service-supervisor'] };
export const MANAGER: Character = { id: 'manager-1', roles: ['customer-service-manager'] };
export const STORE_MANAGER: Character = { id: 'store-manager-1', roles: ['store-manager'] };
/** From the front line upwards. */
export const LEVELS: readonly Character[] = [COUNTER, SUPERVISOR, MANAGER, STORE_MANAGER];

/** `499.99` */
export const yuan = (amount: string): { readonly minor: number; readonly currency: string } => ({
  minor: Math.round(Number(amount) * 100),
  currency: 'CNY',
});

export const refund = (amount: string): Remedy => ({ kind: 'refund', amount: yuan(amount) });

interface Complaint extends Partial<CaseCommands['LogComplaint']> {
  /** Value of the goods in yuan. */
  readonly value?: string;
  readonly category?: string;
}

/** A general complaint that reached the counter of the supermarket and was classified; by default about nothing special. */
export const supermarketCase = ({
  value,
  category = 'food/foreign-object',
  ...more
}: Complaint = {}): Story =>
  story(supermarket)
    .opened({ ...(value !== undefined && { retail: { goodsValue: yuan(value) } }), ...more })
    .do('ClassifyCase', { category, severity: 'general', criterion: 'by-the-rules' })
    .accepted();
