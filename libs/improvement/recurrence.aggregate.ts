import { contractsOf, refuse, type AggregateDefinition } from '#event-sourcing';
import type { Rules } from '#procedures';
import { recurrenceProjections } from './read-models.ts';
import { recurrenceEventSchemas, type RecurrenceEvent } from './recurrence/events.ts';
import {
  isRecurrenceId,
  RECURRENCE_ID,
  RECURRENCE_STREAM,
  recurrenceStreamOf,
} from './recurrence/recurrence-id.ts';
import {
  recurrenceCommands,
  recurrenceDecider,
  type RecurrenceCommand,
  type RecurrenceContext,
} from './recurrence/recurrence.ts';
import type { RecurrenceState } from './recurrence/state.ts';

/** One thing that may repeat under one rule of one procedure (IMP-1). */
export const recurrenceAggregate: AggregateDefinition<
  RecurrenceState,
  RecurrenceCommand,
  RecurrenceEvent,
  RecurrenceContext,
  { readonly procedures: Pick<Rules, 'get' | 'know'> }
> & {
  readonly queries: readonly [];
  readonly projections: () => typeof recurrenceProjections;
} = {
  kind: RECURRENCE_STREAM,
  about:
    'How often one thing has happened, and whether that is a recurrence (IMP-1); our own programs send these.',
  address: 'recurrences/:recurrenceId',
  id: { name: 'recurrenceId', example: RECURRENCE_ID },
  access: 'operations',
  idOf: ({ recurrenceId = '' }) => (isRecurrenceId(recurrenceId) ? recurrenceId : undefined),
  newId: (command) => command,
  contracts: contractsOf(recurrenceEventSchemas),
  commands: recurrenceCommands,
  queries: [],
  projections: () => recurrenceProjections,
  decider: recurrenceDecider,
  stream: recurrenceStreamOf,
  async prepare({ actor, command: { data } }, { procedures }) {
    const { id, version } = data.procedure;
    await procedures.know({ id, version });
    const rules = procedures.get(id, version)?.improvement?.recurrence ?? [];
    const rule = rules.find((each) => each.id === data.rule);
    return {
      actor: () => ({ id: actor.id, role: actor.role ?? 'system' }),
      context: () => ({ rule }),
    };
  },
  missing: (id) => refuse('IMP-1', 'no-such-recurrence', `Nothing was counted for ${id}.`),
};
