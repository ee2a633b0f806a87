import type { DraftOf, EventDataOf, EventOf, EventTypeOf, RecordedEvent } from '#event-sourcing';
import { budgetEvents } from './events/budget.ts';
import { classificationEvents } from './events/classification.ts';
import { clockEvents } from './events/clock.ts';
import { conductEvents } from './events/conduct.ts';
import { dispatchEvents } from './events/dispatch.ts';
import { escalationEvents } from './events/escalation.ts';
import { improvementEvents } from './events/improvement.ts';
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
  ...conductEvents,
  ...solutionEvents,
  ...budgetEvents,
  ...escalationEvents,
  ...clockEvents,
  ...outcomeEvents,
  ...mergingEvents,
  ...improvementEvents,
} as const;

type Schemas = typeof caseEventSchemas;
export type CaseEventType = EventTypeOf<Schemas>;
export type CaseEventData<Type extends CaseEventType> = EventDataOf<Schemas, Type>;
export type CaseEvent<Type extends CaseEventType = CaseEventType> = EventOf<Schemas, Type>;
export type CaseEventDraft<Type extends CaseEventType = CaseEventType> = DraftOf<Schemas, Type>;
export type RecordedCaseEvent = RecordedEvent<CaseEvent>;

export const CASE_STREAM = 'case';
