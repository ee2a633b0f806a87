import { draftsOf, type Decision } from '#event-sourcing';
import type { CaseEventData, CaseEventDraft, CaseEventType, caseEventSchemas } from './events.ts';

export type CaseDecision = Decision<CaseEventDraft>;

export const draft = draftsOf<typeof caseEventSchemas>();

/** The decision to record exactly what the command says: nothing about it can be refused at that stage. */
export const records =
  <Type extends CaseEventType>(type: Type) =>
  (data: CaseEventData<Type>): CaseDecision => [draft(type, data)];

/** First refusal among several checks. */
export const firstOf = <T>(...checks: readonly (T | undefined)[]): T | undefined =>
  checks.find((check) => check !== undefined);
