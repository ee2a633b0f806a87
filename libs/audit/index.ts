export { auditAggregate } from './audit.aggregate.ts';
export { auditQueries } from './read-models.ts';
export { auditId } from './record/codec.ts';
export type { AuditCommand, RecordReading } from './record/commands.ts';
