import { contractsOf, refuse, streamName, type AggregateDefinition, type StreamName } from '#event-sourcing';
import { caseAggregate, type CaseState } from '#cases';
import type { Rules } from '#procedures';
import { occurrenceEventSchemas, type OccurrenceEvent } from './occurrence/events.ts';
import {
  occurrenceCommands,
  occurrenceDecider,
  type OccurrenceCommand,
  type OccurrenceContext,
  type OccurrenceState,
} from './occurrence/occurrence.ts';

const OCCURRENCE_STREAM = 'occurrence';

export const occurrenceStreamOf = (caseId: string): StreamName => streamName(OCCURRENCE_STREAM, caseId);

interface OccurrencePorts {
  /** A case as it stands now. Throws StreamFault. */
  readonly stateOf: (caseId: string) => Promise<CaseState>;
  readonly procedures: Pick<Rules, 'get' | 'know'>;
}

/** One case as something that may have happened before (IMP-1). */
export const occurrenceAggregate: AggregateDefinition<
  OccurrenceState,
  OccurrenceCommand,
  OccurrenceEvent,
  OccurrenceContext,
  OccurrencePorts
> & {
  readonly queries: readonly [];
  readonly projections: () => readonly [];
} = {
  kind: OCCURRENCE_STREAM,
  about: 'For which recurrences a case counts (IMP-1); our own programs send these.',
  address: 'occurrences/:occurrenceId',
  id: { name: 'occurrenceId', example: caseAggregate.id.example },
  access: 'operations',
  idOf: ({ occurrenceId = '' }) => caseAggregate.idOf({ caseId: occurrenceId }),
  newId: (command) => command,
  contracts: contractsOf(occurrenceEventSchemas),
  commands: occurrenceCommands,
  queries: [],
  projections: () => [],
  decider: occurrenceDecider,
  stream: occurrenceStreamOf,
  async prepare({ id, actor }, { stateOf, procedures }) {
    const about = await stateOf(id);
    if (about.status !== 'none') await procedures.know(about.procedure);
    const procedure =
      about.status === 'none' ? undefined : procedures.get(about.procedure.id, about.procedure.version);
    return {
      actor: () => ({ id: actor.id, role: actor.role ?? 'system' }),
      context: () => ({ about, procedure }),
    };
  },
  missing: (id) => refuse('IMP-1', 'no-such-occurrence', `The case ${id} counts for no recurrence.`),
};
