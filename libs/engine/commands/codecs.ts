import { AUDIT_STREAM, auditEventContracts, type AuditEvent } from '#audit';
import { CASE_STREAM, caseEventContracts, type CaseEvent } from '#cases';
import { createCodec, mendingContracts, type Codec } from '#event-sourcing';
import { ORGANISATION_STREAM, organisationEventContracts, type OrganisationEvent } from '#organisation';

/**
 * Whatever stands in the history, of every kind of aggregate: another kind is a line here. One for the process: schemas
 * are compiled once.
 */
export const historyCodec = createCodec<CaseEvent | OrganisationEvent | AuditEvent>([
  ...caseEventContracts,
  ...organisationEventContracts,
  ...auditEventContracts,
  ...mendingContracts,
]);

/** What the names of their streams begin with. */
export const STREAM_PREFIXES: readonly string[] = [CASE_STREAM, ORGANISATION_STREAM, AUDIT_STREAM].map(
  (kind) => `${kind}-`,
);

/** For the streams of one kind, in which nothing else stands. */
export const caseCodec = historyCodec as Codec<CaseEvent>;
export const organisationCodec = historyCodec as Codec<OrganisationEvent>;
export const auditCodec = historyCodec as Codec<AuditEvent>;
