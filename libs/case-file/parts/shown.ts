import {
  caseEventSchemas, eventsFor, withoutComplainant, withoutTerms, type Reader, type RecordedCaseEvent,
} from '#cases'; // prettier-ignore
import type { ProcedureRegistry } from '#procedures';
import type { CaseFileRequest, Redaction } from './request.ts';

/** Stands in the place of what was left out. */
const REDACTED = '[redacted]';

/** The history as whoever gets the file may see it; an event of which nothing was left out is the one that was given. */
export function shownTo(
  reader: Reader | undefined,
  events: readonly RecordedCaseEvent[],
  { redact }: Pick<CaseFileRequest, 'redact'>,
  procedures: Pick<ProcedureRegistry, 'get'>,
): readonly RecordedCaseEvent[] {
  return eventsFor(reader, events, procedures).map((event) => redact.reduce(without, event));
}

function without(event: RecordedCaseEvent, what: Redaction): RecordedCaseEvent {
  switch (what) {
    case 'complainant':
      return changed(event, withoutComplainant(event));
    case 'personal':
      return changed(event, withoutPersonal(caseEventSchemas[event.type] as Schema | undefined, event.data));
    case 'settlement':
      return changed(event, withoutTerms(event));
    case 'evidence':
      return event;
  }
}

/** Its data keep their form: texts in the place of texts, and who complains without a name. */
const changed = (event: RecordedCaseEvent, data: unknown): RecordedCaseEvent =>
  data === event.data ? event : ({ ...event, data } as RecordedCaseEvent);

interface Schema {
  readonly 'x-personal'?: boolean;
  readonly 'x-subject'?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

const isOfSomebody = (schema: Schema | undefined): boolean =>
  schema?.['x-personal'] === true || schema?.['x-subject'] !== undefined;

/** Whatever is sealed as a text about somebody, also what staff wrote; the very value where there is nothing of it. */
function withoutPersonal(schema: Schema | undefined, value: unknown): unknown {
  if (isOfSomebody(schema)) return REDACTED;
  if (schema?.anyOf !== undefined)
    return schema.anyOf.reduce<unknown>((part, each) => withoutPersonal(each, part), value);
  if (Array.isArray(value)) {
    const parts = value.map((part) => withoutPersonal(schema?.items, part));
    return parts.every((part, index) => part === value[index]) ? value : parts;
  }
  return typeof value === 'object' && value !== null ? withoutPersonalIn(schema, value) : value;
}

function withoutPersonalIn(schema: Schema | undefined, value: object): object {
  const [any] = Object.values(schema?.patternProperties ?? {});
  const parts = Object.entries(value).map(
    ([name, part]: [string, unknown]) =>
      [name, part, withoutPersonal(schema?.properties?.[name] ?? any, part)] as const,
  );
  return parts.every(([, before, after]) => before === after)
    ? value
    : Object.fromEntries(parts.map(([name, , after]) => [name, after]));
}
