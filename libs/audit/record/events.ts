import { oneOf, record, reference, Type } from '#schema';
import { draftsOf, type DraftOf, type EventOf } from '#event-sourcing';

/** What was asked for beside the case; the value stands there only where it tells of nobody. */
const filter = record({ name: reference(), value: Type.Optional(reference()) });

/** Of all streams, that of a budget has the longest name: its id and its kind. */
export const LONGEST_STREAM = 12_100;

const through = () => oneOf(['api', 'command-line']);

/**
 * What people did with the product that is no part of any case. Nothing of it tells what was read, or of whom.
 * STORED CONTRACT: names and fields are kept for ever. A change is a new version with an upcaster, never an edit.
 */
export const auditEventSchemas = {
  DataRead: record({
    /** Name of the query; `events` and `evidence` are read as they stand. */
    what: reference(),
    case: Type.Optional(reference()),
    filters: Type.Array(filter, { maxItems: 200 }),
    through: through(),
    /** As whom somebody asked at the command line. */
    asPerson: Type.Optional(reference()),
  }),
  /** D8: what an operator decided about events that a read model could not take. */
  ParkedEventsDecided: record({
    decision: oneOf(['release', 'discard']),
    readModel: reference(),
    stream: Type.String({ minLength: 1, maxLength: LONGEST_STREAM }),
    /** How many were parked. */
    events: Type.Integer({ minimum: 1 }),
    through: through(),
  }),
  /** Something else that was done at the command line, by a user of the operating system and in somebody's name. */
  CommandLineUsed: record({ command: reference(), asPerson: Type.Optional(reference()) }),
} as const;

type Schemas = typeof auditEventSchemas;
export type AuditEvent = EventOf<Schemas>;
export type CommandLineUsed = Extract<AuditEvent, { readonly type: 'CommandLineUsed' }>;
export type DataRead = Extract<AuditEvent, { readonly type: 'DataRead' }>;
export type AuditEventDraft = DraftOf<Schemas>;

export const draft = draftsOf<Schemas>();
