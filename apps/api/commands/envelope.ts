import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { AnyAggregate, CommandActor, Position, Revision } from '#event-sourcing';
import type { Principal } from '../auth/index.ts';
import { checkQuery } from '../fields/index.ts';
import { HEADER_FORMS } from '../http/header-forms.ts';
import { commandFields, minPositionOf } from '../http/min-position.ts';
import { idIn } from '../http/params.ts';
import type { Request } from '../http/server-types.ts';
import { malformed, Problem, unauthenticated } from '../problems/index.ts';
import type { RouteOfCommand } from './routes.ts';

/** Everything about a command that does not stand in its body. */
export interface CommandEnvelope {
  /** Absent for commands that begin something. */
  readonly id?: string;
  readonly actor: CommandActor;
  readonly caller: Principal;
  readonly idempotencyKey?: string;
  readonly expectedRevision?: Revision;
  readonly minPosition?: Position;
  readonly correlationId: string;
  /** Only asked whether it would be carried out. */
  readonly rehearsal?: boolean;
}

/** The {@link CommandEnvelope} of the request. */
export const Envelope = createParamDecorator((route: RouteOfCommand, context: ExecutionContext) =>
  envelopeOf(route, context.switchToHttp().getRequest<Request>()),
);

function envelopeOf(
  { aggregate, begins }: RouteOfCommand,
  { headers, params, query, principal, id: correlationId }: Request,
): CommandEnvelope {
  const caller = callerOf(principal);
  const key = headers['idempotency-key'];
  const ifMatch = headers['if-match'];
  const minPosition = minPositionOf({ headers }, checkQuery(commandFields, query as object));
  if (begins && ifMatch !== undefined) {
    throw new Problem(
      412,
      'stale-revision',
      `A new ${aggregate.kind} has no revision yet: leave out If-Match.`,
    );
  }
  return {
    actor: actorOf(aggregate, caller, headers['x-acting-role']),
    caller,
    correlationId,
    ...(begins ? {} : { id: idIn(aggregate, params as Readonly<Record<string, string>>) }),
    ...(key === undefined ? {} : { idempotencyKey: idempotencyKeyOf(key) }),
    ...(ifMatch === undefined ? {} : { expectedRevision: revisionOf(ifMatch) }),
    ...(minPosition === undefined ? {} : { minPosition }),
  };
}

function callerOf(principal: Principal | undefined): Principal {
  if (principal === undefined) throw unauthenticated('Send a token.');
  return principal;
}

/** Whoever names a capacity acts in it alone; whether they hold it is for what they act on to say (LIF-3, AUT-1). */
function actorOf(
  { access }: AnyAggregate,
  { subject: id }: Principal,
  acting: string | string[] | undefined,
): CommandActor {
  if (access !== 'operations') return { id, role: access };
  if (acting === undefined) return { id };
  if (typeof acting === 'string' && HEADER_FORMS.actingRole.test(acting)) return { id, role: acting };
  throw malformed('X-Acting-Role', 'must be one level of the procedure, or operations');
}

function idempotencyKeyOf(header: string | string[]): string {
  if (typeof header === 'string' && HEADER_FORMS.idempotencyKey.test(header)) return header;
  throw malformed('Idempotency-Key', 'must be 1 to 255 visible ASCII characters');
}

/** What the tag of a read says beside the revision is of its reader: the decision rests on the revision. */
function revisionOf(header: string): Revision {
  const digits = HEADER_FORMS.ifMatch.exec(header)?.[1];
  if (digits !== undefined) return BigInt(digits) as Revision;
  throw malformed('If-Match', 'must be one ETag of this case, for example "12" with the quotes');
}
