import type { Decision } from '#event-sourcing';
import type { CaseEventData, CaseEventDraft, CaseEventType } from './events.ts';

export type CaseDecision = Decision<CaseEventDraft>;

/** A draft whose name and data belong together. */
export const draft = <Type extends CaseEventType>(type: Type, data: CaseEventData<Type>): CaseEventDraft =>
  ({ type, data }) as CaseEventDraft;

/** The decision to record exactly what the command says: nothing about it can be refused at that stage. */
export const records =
  <Type extends CaseEventType>(type: Type) =>
  (data: CaseEventData<Type>): CaseDecision => [draft(type, data)];

/** First refusal among several checks. */
export const firstOf = <T>(...checks: readonly (T | undefined)[]): T | undefined =>
  checks.find((check) => check !== undefined);
