import {
  contractsOf,
  LONGEST_WITH_PERSON,
  personFromAddress,
  personInAddress,
  idInStream,
  streamName,
  type EventContract,
  type StreamName,
} from '#event-sourcing';
import { budgetEventSchemas } from './events.ts';

/** Every stored event type of a budget with its current schema version. */
export const budgetEventContracts: readonly EventContract[] = contractsOf(budgetEventSchemas);

export const BUDGET_STREAM = 'budget';

export interface BudgetOf {
  /** `2026-11`, in the time zone of the procedure. */
  readonly month: string;
  readonly procedure: string;
  readonly person: string;
}

/** One for each person, month and procedure, however the person's id is spelled. Neither months nor procedures hold a dot. */
export const budgetId = ({ month, procedure, person }: BudgetOf): string =>
  `${month}.${procedure}.${personInAddress(person)}`;

export const LONGEST_BUDGET_ID = LONGEST_WITH_PERSON;

const PARTS = /^(\d{4}-\d{2})\.([A-Za-z][A-Za-z0-9-]*)\.([!-~]+)$/;

/** `undefined` for an id that no budget has. */
export function budgetOf(id: string): BudgetOf | undefined {
  if (id.length > LONGEST_BUDGET_ID) return undefined;
  const [, month, procedure, person] = PARTS.exec(id) ?? [];
  const named = personFromAddress(person ?? '');
  if (month === undefined || procedure === undefined || person === undefined || named === undefined)
    return undefined;
  return { month, procedure, person: named };
}

export const budgetStreamOf = (id: string): StreamName => streamName(BUDGET_STREAM, id);

export const budgetIdOf = (stream: string): string | undefined => idInStream(BUDGET_STREAM, stream);
