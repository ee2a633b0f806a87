import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '#platform';
import { bearerToken, type Principal, type TokenCache } from '../auth/index.ts';
import { isRead } from '../http/reads.ts';
import type { Reply, Request, Server } from '../http/server-types.ts';
import { notValidHere, Problem } from '../problems/index.ts';
import { PROGRESS_PATH } from '../http/asking.ts';
import { limitBadTokens, type BadTokenLimits } from './bad-tokens.ts';
import { limitAsking } from './limit-asking.ts';
import { Connections, type ConnectionLimits } from './connections.ts';
import { Places, type PlaceLimits } from './places.ts';

export interface DoorLimits extends ConnectionLimits, PlaceLimits, BadTokenLimits {
  /** How often connections are looked at. */
  readonly sweepMillis: number;
  /** How long answers under way have once the server is told to end. */
  readonly leaveMillis: number;
}

interface Door {
  readonly tokens: TokenCache;
  readonly limits: DoorLimits;
  readonly log: Logger;
  /** Open without a token. */
  readonly isOpen: (route: string) => boolean;
}

/**
 * Nobody unknown gets further than their headers: no body is read and no place is taken before the token counts. Health
 * and the documentation are open to strangers, who share a limited number of connections.
 */
export async function guardDoor(server: Server, { tokens, limits, log, isOpen }: Door): Promise<void> {
  const connections = watchConnections(server, limits);
  const takePlace = placesOf(server, limits);
  const refuse = await limitBadTokens(server, limits, log);
  const ask = limitAsking(server);
  server.addHook('onRequest', async (request: Request, reply) => {
    connections.begins(request.raw);
    reply.raw.once('close', () => {
      connections.ends(request.raw);
    });
    const { url: route = '' } = request.routeOptions;
    if (route === PROGRESS_PATH) await ask(request);
    if (isOpen(route)) return;
    const principal = await verified(request, tokens).catch((problem: unknown) => {
      if (problem instanceof Problem && problem.status === 401) return refuse(request, problem);
      throw problem;
    });
    request.principal = principal;
    if (!connections.known(request.raw, principal.subject)) return slowly(limits, tooManyConnections());
    try {
      takePlace(request, reply, principal.subject);
    } catch (problem) {
      return slowly(limits, problem);
    }
  });
}

/** Whoever wants too much comes again the sooner the faster they are answered. */
async function slowly({ slowMillis }: Pick<DoorLimits, 'slowMillis'>, problem: unknown): Promise<never> {
  if (!(problem instanceof Problem) || problem.status === 429) await sleep(slowMillis);
  throw problem;
}

const tooManyConnections = (): Problem =>
  new Problem(429, 'too-many-connections', 'You have too many connections.', {
    remedy: 'Use the connections that you have again.',
    headers: { 'retry-after': '1', connection: 'close' },
  });

async function verified({ headers }: Request, tokens: TokenCache): Promise<Principal> {
  const principal = await tokens.verify(bearerToken(headers.authorization));
  if (principal !== undefined) return principal;
  throw notValidHere();
}

function watchConnections(server: Server, limits: DoorLimits): Connections {
  const connections = new Connections(limits);
  server.server.on('connection', (socket: Socket) => {
    connections.open(socket);
  });
  const sweeping = setInterval(() => {
    connections.sweep();
  }, limits.sweepMillis).unref();
  server.addHook('onClose', (_server, done) => {
    clearInterval(sweeping);
    done();
  });
  leaveInOrder(server, connections, limits);
  return connections;
}

/** Once the server is told to end, each answer says that its connection ends with it; what takes too long is cut. */
function leaveInOrder(server: Server, connections: Connections, { leaveMillis }: DoorLimits): void {
  let leaving = false;
  server.addHook('preClose', (done) => {
    leaving = true;
    connections.leave();
    setTimeout(() => {
      connections.cutAll();
    }, leaveMillis).unref();
    done();
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (leaving) reply.header('connection', 'close');
    done(null, payload);
  });
}

/**
 * A request counts until its answer is ready and its connection is done with it: a caller that hangs up and comes again
 * leaves the work behind.
 */
function placesOf(server: Server, limits: PlaceLimits) {
  const places = new Places(limits);
  const work = new WeakMap<Reply, () => void>();
  server.addHook('onSend', (_request, reply, payload, done) => {
    work.get(reply)?.();
    work.delete(reply);
    done(null, payload);
  });
  return ({ method }: Request, reply: Reply, client: string): void => {
    const leave = places.take(isRead(method) ? 'reads' : 'writes', client);
    let parts = 2;
    const partEnds = (): void => {
      parts -= 1;
      if (parts === 0) leave();
    };
    // Whoever hung up while the token was looked at is gone already.
    if (reply.raw.closed) partEnds();
    else reply.raw.once('close', partEnds);
    work.set(reply, partEnds);
  };
}
