import { refuse, type AggregateDefinition } from '#event-sourcing';
import type { OutboxEvent } from './outbox/events.ts';
import {
  OUTBOX_ID,
  OUTBOX_STREAM,
  outboxCommands,
  outboxDecider,
  outboxEventContracts,
  outboxStream,
  type Outbox,
  type OutboxCommand,
} from './outbox/outbox.ts';

/** From when on people are told what happens. */
export const outboxAggregate: AggregateDefinition<Outbox, OutboxCommand, OutboxEvent, object, object> & {
  readonly queries: readonly [];
  readonly projections: () => readonly [];
} = {
  kind: OUTBOX_STREAM,
  about: 'From when on people are told what happens; one for the whole installation.',
  address: 'telling',
  id: { name: 'outboxId', example: OUTBOX_ID },
  access: 'admin',
  idOf: () => OUTBOX_ID,
  newId: () => OUTBOX_ID,
  contracts: outboxEventContracts,
  commands: outboxCommands,
  queries: [],
  projections: () => [],
  decider: outboxDecider,
  stream: () => outboxStream,
  prepare: ({ actor: { id, role = 'admin' } }) =>
    Promise.resolve({ actor: () => ({ id, role }), context: () => ({}) }),
  missing: () => refuse('OUT-1', 'no-outbox', 'Nobody was ever told anything.'),
};
