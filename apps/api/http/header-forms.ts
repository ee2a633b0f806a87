/** What headers of requests look like: one pattern for the check and for the description. */
export const HEADER_FORMS = {
  idempotencyKey: /^[\x21-\x7e]{1,255}$/,
  actingRole: /^[A-Za-z][A-Za-z0-9-]{0,59}$/,
  /** A strong entity tag as the API hands it out: `"12"`, or `"12-kR…"` of a read. */
  ifMatch: /^"(0|[1-9][0-9]{0,17})(-[A-Za-z0-9_-]{1,64})?"$/,
  /** As SQLite or EventStoreDB hands them out. */
  position: /^[0-9]{19}(-[0-9]{19})?$/,
  version: /^1$/,
} as const;

export const headerSchema = (form: keyof typeof HEADER_FORMS) =>
  ({ type: 'string', pattern: HEADER_FORMS[form].source }) as const;
