import { refuse, type AggregateDefinition } from '#event-sourcing';
import { auditDecider } from './record/audit.decider.ts';
import { AUDIT_STREAM, auditEventContracts, auditStreamOf } from './record/codec.ts';
import { auditCommands, type AuditCommand } from './record/commands.ts';
import type { AuditEvent } from './record/events.ts';
import { auditProjections, auditQueries } from './read-models.ts';

/** What people did with the product that belongs to no case (PRI-1): an aggregate is one person's day. */
export const auditAggregate: AggregateDefinition<object, AuditCommand, AuditEvent, object, object> & {
  readonly queries: typeof auditQueries;
  readonly projections: () => typeof auditProjections;
} = {
  kind: AUDIT_STREAM,
  about: 'What people did with the product that belongs to no case (PRI-1); our own programs send these.',
  address: 'audit/:day',
  id: { name: 'day', example: '2026-11-27-shen.yi' },
  access: 'admin',
  idOf: ({ day }) => day,
  newId: (command) => command,
  contracts: auditEventContracts,
  commands: auditCommands,
  queries: auditQueries,
  projections: () => auditProjections,
  decider: auditDecider,
  stream: auditStreamOf,
  prepare: ({ actor: { id, role = 'nobody' } }) =>
    Promise.resolve({ actor: () => ({ id, role }), context: () => ({}) }),
  missing: (id) => refuse('PRI-1', 'nothing-on-record', `There is nothing on record as ${id}.`),
};
