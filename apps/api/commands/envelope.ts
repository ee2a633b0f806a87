import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { CommandActor, Revision } from '#event-sourcing';
import { OPERATIONS, type Principal } from '../auth/index.ts';
import type { Request } from '../http/server-types.ts';
import { malformed, Problem } from '../problems/index.ts';
import type { RouteOfCommand } from './routes.ts';

/** Everything about a command that does not stand in its body. */
export interface CommandEnvelope {
  /** Absent for commands that begin something. */
  readonly id?: string;
  readonly actor: CommandActor;
  readonly idempotencyKey?: string;
  readonly expectedRevision?: Revision;
  readonly correlationId: string;
}

/** The {@link CommandEnvelope} of the request. */
export const Envelope = createParamDecorator((route: RouteOfCommand, context: ExecutionContext) =>
  envelopeOf(route, context.switchToHttp().getRequest<Request>()),
);

function envelopeOf(
  { surface, begins }: RouteOfCommand,
  { headers, params, principal, id: correlationId }: Request,
): CommandEnvelope {
  const key = headers['idempotency-key'];
  const ifMatch = headers['if-match'];
  if (begins && ifMatch !== undefined) {
    throw new Problem(
      412,
      'stale-revision',
      `A new ${surface.noun} has no revision yet: leave out If-Match.`,
    );
  }
  return {
    actor: actorOf(principal, headers['x-acting-role']),
    correlationId,
    ...(begins ? {} : { id: surface.idOf(params as Readonly<Record<string, string>>) }),
    ...(key === undefined ? {} : { idempotencyKey: idempotencyKeyOf(key) }),
    ...(ifMatch === undefined ? {} : { expectedRevision: revisionOf(ifMatch) }),
  };
}

/**
 * Whoever names a role acts in it alone: authority is judged by that role and by no other one held (LIF-3).
 * Whoever names none acts in the first level of a ladder among them, and in that one alone.
 */
function actorOf(principal: Principal | undefined, acting: string | string[] | undefined): CommandActor {
  if (principal === undefined) throw new Problem(401, 'unauthenticated', 'Send a token.');
  const { subject: id, operational } = principal;
  if (acting === undefined) {
    const role = operational.find((held) => held !== OPERATIONS) ?? OPERATIONS;
    return { id, role, roles: operational };
  }
  const role = operational.find((held) => held === acting);
  if (role !== undefined) return { id, role, roles: [role] };
  throw new Problem(403, 'role-not-held', 'X-Acting-Role names a role that your token does not hold.');
}

function idempotencyKeyOf(header: string | string[]): string {
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw malformed('Idempotency-Key', 'must be 1 to 255 visible ASCII characters');
}

const LARGEST_REVISION = 2n ** 63n - 1n;

/** A strong entity tag as the API hands it out: `"12"`. */
function revisionOf(header: string): Revision {
  const digits = /^"(0|[1-9]\d{0,18})"$/.exec(header)?.[1];
  const revision = digits === undefined ? undefined : BigInt(digits);
  if (revision !== undefined && revision <= LARGEST_REVISION) return revision as Revision;
  throw malformed('If-Match', 'must be one ETag of this case, for example "12" with the quotes');
}
