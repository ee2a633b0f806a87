import type { RecordedEvent } from '#event-sourcing';
import { caseIdOf } from './case/case-id.ts';
import {
  caseEventSchemas,
  type CaseEvent,
  type CaseEventType,
  type RecordedCaseEvent,
} from './case/events.ts';

export type RecordedCaseEventOf<Type extends CaseEventType> = RecordedEvent<CaseEvent<Type>>;

/** Id of the case; `undefined` for events of other streams and for types that this program does not know. */
export const caseIdOfEvent = (event: RecordedEvent): string | undefined =>
  Object.hasOwn(caseEventSchemas, event.type) ? caseIdOf(event.stream) : undefined;

/** The key of a projection with one document per case. */
export const caseKeys = (event: RecordedEvent): readonly string[] => {
  const caseId = caseIdOfEvent(event);
  return caseId === undefined ? [] : [caseId];
};

/** The same of the event that says that whoever complained was erased (PRI-2). */
export const erasedKeys = (event: RecordedEvent): readonly string[] => {
  const caseId = caseIdOf(event.stream);
  return caseId === undefined ? [] : [caseId];
};

/** What some event types do to a document; the others leave it as it is. */
export type Handlers<Document> = {
  readonly [Type in CaseEventType]?: (document: Document, event: RecordedCaseEventOf<Type>) => Document;
};

export function applyHandler<Document>(
  handlers: Handlers<Document>,
  document: Document,
  event: RecordedCaseEvent,
): Document {
  // The table is keyed by the event's own type, so the handler takes exactly this event.
  const handler = handlers[event.type] as
    ((document: Document, event: RecordedCaseEvent) => Document) | undefined;
  return handler === undefined ? document : handler(document, event);
}
