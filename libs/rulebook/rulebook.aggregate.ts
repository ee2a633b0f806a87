import { refuse, type AggregateDefinition } from '#event-sourcing';
import type { Organisation } from '#organisation';
import {
  isProcedureId,
  RULEBOOK_STREAM,
  rulebookEventContracts,
  rulebookStreamOf,
} from './rulebook/codec.ts';
import type { RulebookContext } from './rulebook/command.ts';
import { rulebookCommands, type RulebookCommand } from './rulebook/commands.ts';
import type { RulebookEvent } from './rulebook/events.ts';
import { rulebookDecider } from './rulebook/rulebook.decider.ts';
import type { Rulebook } from './rulebook/state.ts';
import { rulebookProjections, rulebookQueries } from './read-models.ts';

export interface RulebookPorts {
  readonly organisation: () => Promise<Organisation>;
}

/** The versions of one procedure: the rules that cases are handled under, on every machine (D13). */
export const rulebookAggregate: AggregateDefinition<
  Rulebook,
  RulebookCommand,
  RulebookEvent,
  RulebookContext,
  RulebookPorts
> & { readonly queries: typeof rulebookQueries; readonly projections: () => typeof rulebookProjections } = {
  kind: RULEBOOK_STREAM,
  about:
    'The versions of one procedure: what the rules say, since when and where, and which are out of use (D13).',
  address: 'procedures/:procedureId',
  id: { name: 'procedureId', example: 'residential-property' },
  access: 'admin',
  idOf: ({ procedureId = '' }) => (isProcedureId(procedureId) ? procedureId : undefined),
  newId: (command) => command,
  contracts: rulebookEventContracts,
  commands: rulebookCommands,
  queries: rulebookQueries,
  projections: () => rulebookProjections,
  decider: rulebookDecider,
  stream: rulebookStreamOf,
  async prepare({ id, actor: { id: person, role = 'admin' } }, ports) {
    const organisation = await ports.organisation();
    return {
      actor: () => ({ id: person, role }),
      context: (now) => ({ procedure: id, organisation, now }),
    };
  },
  missing: (id) => refuse('D13', 'procedure-not-found', `No version of ${id} was installed.`),
};
