import { isInstant, refuse, type AggregateDefinition } from '#event-sourcing';
import { validVersion, type Procedure, type ProcedureRegistry, type Rules } from '#procedures';
import {
  ORGANISATION_ID,
  ORGANISATION_STREAM,
  organisationEventContracts,
  organisationStream,
} from './organisation/codec.ts';
import type { OrganisationContext } from './organisation/command.ts';
import { organisationCommands, type OrganisationCommand } from './organisation/commands.ts';
import type { OrganisationEvent } from './organisation/events.ts';
import { organisationDecider } from './organisation/organisation.decider.ts';
import type { Organisation } from './organisation/state.ts';
import { organisationQueries } from './read-models.ts';

export interface OrganisationPorts {
  readonly procedures: Rules;
}

/** The organisation, of which there is one in a history: its address needs no id (D23). */
export const organisationAggregate: AggregateDefinition<
  Organisation,
  OrganisationCommand,
  OrganisationEvent,
  OrganisationContext,
  OrganisationPorts
> & { readonly queries: typeof organisationQueries; readonly projections: () => readonly [] } = {
  kind: ORGANISATION_STREAM,
  about:
    'Who works here and who holds what (D23); see [describe the organisation](../how-to/describe-the-organisation.md).',
  address: 'organisation',
  id: { name: 'organisation', example: ORGANISATION_ID },
  access: 'admin',
  idOf: () => ORGANISATION_ID,
  newId: () => ORGANISATION_ID,
  contracts: organisationEventContracts,
  commands: organisationCommands,
  queries: organisationQueries,
  projections: () => [],
  decider: organisationDecider,
  stream: () => organisationStream,
  async prepare({ happenedAt, actor: { id, role = 'admin' }, command, rehearsal }, { procedures }) {
    const of = 'procedure' in command.data ? command.data : undefined;
    const versions = of === undefined ? [] : await procedures.current(of.procedure, { rehearsal });
    return {
      actor: () => ({ id, role }),
      context: (now) => {
        const valid = validVersion(versions, { receivedAt: now, now, site: of?.site });
        const here = of && valid && procedures.get(of.procedure, valid.version);
        return {
          happenedAt: isInstant(happenedAt) ? happenedAt : now,
          now,
          ...rulesKnown(procedures, here),
        };
      },
    };
  },
  missing: () => refuse('D23', 'no-organisation', 'Nobody is known here yet.'),
};

/**
 * The levels of every procedure and the bodies beside them, and its version, by its id. Valid `here` may be another version
 * than elsewhere.
 */
export const rulesKnown = (
  procedures: ProcedureRegistry,
  here?: Procedure,
): Pick<OrganisationContext, 'ladders' | 'versions'> => {
  const all = [...procedures.list(), ...(here === undefined ? [] : [here])];
  return {
    ladders: Object.fromEntries(
      all.map(({ id, ladder, bodies }) => [id, [...ladder, ...bodies].map((each) => each.id)]),
    ),
    versions: Object.fromEntries(all.map(({ id, version }) => [id, version])),
  };
};

export const laddersOf = (procedures: ProcedureRegistry): OrganisationContext['ladders'] =>
  rulesKnown(procedures).ladders;
