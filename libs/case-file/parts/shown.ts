import { caseEventSchemas, eventsFor, withoutComplainant, type Reader, type RecordedCaseEvent } from '#cases';
import type { CaseFileRequest, Redaction } from './request.ts';

/** Stands in the place of what was left out. */
const REDACTED = '[redacted]';

/** The history as whoever gets the file may see it; an event of which nothing was left out is the one that was given. */
export function shownTo(
  reader: Reader | undefined,
  events: readonly RecordedCaseEvent[],
  { redact }: Pick<CaseFileRequest, 'redact'>,
): readonly RecordedCaseEvent[] {
  return eventsFor(reader, events).map((event) => redact.reduce(without, event));
}

function without(event: RecordedCaseEvent, what: Redaction): RecordedCaseEvent {
  switch (what) {
    case 'complainant':
      return changed(event, withoutComplainant(event.data));
    case 'personal':
      return changed(event, withoutPersonal(caseEventSchemas[event.type] as Schema | undefined, event.data));
    case 'evidence':
      return event;
  }
}

/** Its data keep their form: texts in the place of texts, and who complains without a name. */
const changed = (event: RecordedCaseEvent, data: unknown): RecordedCaseEvent =>
  data === event.data ? event : ({ ...event, data } as RecordedCaseEvent);

interface Schema {
  readonly 'x-personal'?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** Whatever the schemas mark as personal; the very value where there is nothing of it. */
function withoutPersonal(schema: Schema | undefined, value: unknown): unknown {
  if (schema?.['x-personal'] === true) return REDACTED;
  if (Array.isArray(value)) {
    const parts = value.map((part) => withoutPersonal(schema?.items, part));
    return parts.every((part, index) => part === value[index]) ? value : parts;
  }
  if (typeof value !== 'object' || value === null) return value;
  const [any] = Object.values(schema?.patternProperties ?? {});
  const parts = Object.entries(value).map(
    ([name, part]: [string, unknown]) =>
      [name, part, withoutPersonal(schema?.properties?.[name] ?? any, part)] as const,
  );
  return parts.every(([, before, after]) => before === after)
    ? value
    : Object.fromEntries(parts.map(([name, , after]) => [name, after]));
}
