import type { Static, TSchema } from '#schema';
import type { DomainEvent, EventDraft, RecordedEvent } from '#event-sourcing';
import { classificationEvents } from './events/classification.ts';
import { clockEvents } from './events/clock.ts';
import { dispatchEvents } from './events/dispatch.ts';
import { escalationEvents } from './events/escalation.ts';
import { intakeEvents } from './events/intake.ts';
import { investigationEvents } from './events/investigation.ts';
import { mergingEvents } from './events/merging.ts';
import { outcomeEvents } from './events/outcome.ts';
import { solutionEvents } from './events/solution.ts';

/**
 * Every event of a case with the JSON schema of its data; the TypeScript types come from these schemas.
 * STORED CONTRACT: names and fields are kept for ever. A change is a new version with an upcaster, never an edit.
 */
export const caseEventSchemas = {
  ...intakeEvents,
  ...classificationEvents,
  ...dispatchEvents,
  ...investigationEvents,
  ...solutionEvents,
  ...escalationEvents,
  ...clockEvents,
  ...outcomeEvents,
  ...mergingEvents,
} as const;

type Schemas = typeof caseEventSchemas;
export type CaseEventType = keyof Schemas;
export type CaseEventData<Type extends CaseEventType> = Schemas[Type] extends TSchema
  ? Static<Schemas[Type]>
  : never;

/** An event with its circumstances, as folds see it. */
export type CaseEvent<Type extends CaseEventType = CaseEventType> = {
  [Name in Type]: DomainEvent<Name, CaseEventData<Name>>;
}[Type];

/** An event as the decider returns it. */
export type CaseEventDraft<Type extends CaseEventType = CaseEventType> = {
  [Name in Type]: EventDraft<Name, CaseEventData<Name>>;
}[Type];

export type RecordedCaseEvent = RecordedEvent<CaseEvent>;

export const CASE_STREAM = 'case';
