export { auditDecider } from './record/audit.decider.ts';
export { AUDIT_STREAM, auditEventContracts, auditId, auditStreamOf } from './record/codec.ts';
export type { AuditCommand, RecordReading } from './record/commands.ts';
export type { AuditEvent, RecordedAuditEvent } from './record/events.ts';
export type { AuditQueryPorts } from './readings/readings.query.ts';
export { auditProjections, auditQueries } from './read-models.ts';
