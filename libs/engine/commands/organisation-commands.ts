import { isInstant, refuse } from '#event-sourcing';
import {
  organisationDecider,
  organisationStream,
  type Organisation,
  type OrganisationCommand,
  type OrganisationContext,
  type OrganisationEvent,
} from '#organisation';
import type { ProcedureRegistry } from '#procedures';
import { organisationCodec } from './codecs.ts';
import {
  createCommands,
  type CommandedAggregate,
  type CommandPorts,
  type Outcome,
  type Request,
} from './commands.ts';

interface OrganisationPorts extends CommandPorts {
  readonly procedures: ProcedureRegistry;
}

/** Carries a command out against the organisation. */
export const createOrganisationCommands = (
  ports: OrganisationPorts,
): ((request: Request<OrganisationCommand>) => Promise<Outcome>) =>
  createCommands(ports, organisationAggregate(ports));

const organisationAggregate = ({
  procedures,
}: OrganisationPorts): CommandedAggregate<
  Organisation,
  OrganisationCommand,
  OrganisationEvent,
  OrganisationContext
> => ({
  codec: organisationCodec,
  decider: organisationDecider,
  // There is one; its id is only a word in addresses.
  stream: () => organisationStream,
  prepare: ({ happenedAt, actor: { id, role = 'admin' } }) =>
    Promise.resolve({
      actor: () => ({ id, role }),
      context: (now) => ({
        happenedAt: isInstant(happenedAt) ? happenedAt : now,
        ladders: laddersOf(procedures),
      }),
    }),
  missing: () => refuse('D23', 'no-organisation', 'Nobody is known here yet.'),
});

export const laddersOf = (procedures: ProcedureRegistry): OrganisationContext['ladders'] =>
  Object.fromEntries(procedures.list().map(({ id, ladder }) => [id, ladder.map((level) => level.id)]));
