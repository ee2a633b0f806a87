import { EventStoreDBClient } from '@eventstore/db-client';
import services from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { AppendReq, AppendResp, ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { EventStoreUnavailable, type Timing } from '#event-sourcing';
import { sent, type AppendCall } from './append-protocol.ts';
import { contentOf } from './certificates.ts';
import { assertKnownOptions, deadlineOf, hostsOf } from './connection-string.ts';
import { asUnavailable, isSilence, mayPass } from './failure.ts';
import type { ReadCall } from './protocol.ts';
import { within } from './within.ts';
import { systemTiming } from '#timing';

export interface Patience {
  /** How long one request may take, in ms; for a read: how long it may say nothing. */
  readonly deadlineMillis: number;
  /** How often a request is sent before the server counts as unavailable. */
  readonly attempts: number;
  /** All waiting but the deadline that goes along with an append, which is the client's own. */
  readonly timing: Timing;
}

/** The official client, and how patient to be with it. */
export interface Connection extends Patience {
  readonly client: EventStoreDBClient;
  /** Hosts, for messages. */
  readonly where: string;
  readonly isClosed: () => boolean;
  /** How often a request has found no standing connection. */
  readonly connections: () => number;
  /** Begins a read or a subscription. From the leader: a follower may not have what was just written (design D10). */
  open(request: ReadReq, from: { readonly requiresLeader: boolean }): Promise<ReadCall>;
  /** Sends a whole append to the leader. Rejects with what the client calls errors. */
  append(requests: readonly AppendReq[]): Promise<AppendResp>;
  /** After a request that met silence: the next one makes a new connection, those under way stay on the old one. */
  giveUp(): void;
  /** After any that failed: certificates that were replaced meanwhile are those of the next connection. */
  renew(): void;
  close(): Promise<void>;
}

/** Opens nothing yet: the client connects with the first request. Throws EventStoreUnavailable for a string it cannot use. */
export function connect(connectionString: string, patience: Partial<Patience>): Connection {
  assertKnownOptions(connectionString);
  const where = hostsOf(connectionString);
  const { timing = systemTiming } = patience;
  const make = (connections: number): Made => {
    const files = contentOf(connectionString);
    const client = createClient(connectionString, where);
    const internals = client as unknown as Internals;
    return { client, internals, files, inUse: harden(internals, timing, connections) };
  };
  let latest = make(0);
  const earlier: Made[] = [];
  const deadlineMillis = patience.deadlineMillis ?? deadlineOf(connectionString) ?? 5000;
  let closed = false;
  return {
    get client() {
      return latest.client;
    },
    where,
    deadlineMillis,
    attempts: patience.attempts ?? 3,
    timing,
    isClosed: () => closed,
    connections: () => latest.inUse().made,
    open: (request, { requiresLeader }) => {
      const { internals } = latest;
      return internals.GRPCStreamCreator(services.StreamsClient, 'read', (grpc) =>
        grpc.read(request, ...internals.callArguments({ requiresLeader }, { deadline: Infinity })),
      )();
    },
    append: (requests) => {
      const { execute, callArguments } = latest.internals;
      const rest = callArguments({ requiresLeader: true, deadline: deadlineMillis });
      return execute(services.StreamsClient, 'append', (grpc) =>
        sent(requests, (answered) => grpc.append(...rest, answered)),
      );
    },
    giveUp: () => {
      const { grpc, since } = latest.inUse();
      // Younger than the request: somebody else has given the old one up already.
      if (grpc === undefined || timing.now() - since < deadlineMillis) return;
      void latest.internals.handleError(grpc, unavailable());
    },
    renew: () => {
      if (contentOf(connectionString) === latest.files) return;
      try {
        const renewed = make(latest.inUse().made);
        earlier.push(latest);
        latest = renewed;
      } catch {
        // Half of them are written yet: the next failure looks again.
      }
    },
    close: async () => {
      closed = true;
      await Promise.all([...earlier, latest].map((each) => end(each, timing)));
    },
  };
}

/** A client with the certificates that it was made with: it never reads them again. */
interface Made {
  readonly client: EventStoreDBClient;
  readonly internals: Internals;
  readonly files: string;
  readonly inUse: () => InUse;
}

async function end({ client, internals, inUse }: Made, timing: Timing): Promise<void> {
  // Of a read that was left early, the client would wait for an end that nobody reads.
  for (const stream of internals.disposableStreams) stream.resume();
  await within({ timing, millis: 2000 }, client.dispose()).catch(() => undefined);
  inUse().grpc?.getChannel().close();
}

function createClient(connectionString: string, where: string): EventStoreDBClient {
  try {
    return EventStoreDBClient.connectionString(connectionString);
  } catch {
    // The client's message quotes the string, password and all.
    throw new EventStoreUnavailable(
      `The connection string of EventStoreDB at ${where} cannot be used: expected esdb://user:password@host:2113?tls=true or, for a cluster, esdb://host1:2113,host2:2113,host3:2113, and certificate files that exist.`,
    );
  }
}

interface Grpc {
  getChannel(): { getConnectivityState(tryToConnect: boolean): number; close(): void };
}
interface Streams extends Grpc {
  append(...rest: readonly unknown[]): AppendCall;
  read(request: ReadReq, ...rest: readonly unknown[]): ReadCall;
}
type Action<Result> = (grpc: Streams) => Promise<Result>;

/** Parts of the client that it keeps to itself; its version is pinned, and the fault specs run through them. */
interface Internals {
  /** What is read from, or follows, the server. */
  readonly disposableStreams: ReadonlySet<{ resume(): unknown }>;
  supports: (method: unknown) => Promise<boolean>;
  execute: <Result>(service: unknown, name: string, action: Action<Result>) => Promise<Result>;
  getGRPCClient: (service: unknown, name: string) => Promise<Grpc>;
  /** Remembers the call until it ends, to close it with the client, and hears its errors as those of the connection. */
  GRPCStreamCreator: (
    service: unknown,
    name: string,
    begin: (grpc: Streams) => ReadCall,
  ) => () => Promise<ReadCall>;
  callArguments: (
    base: { requiresLeader: boolean; deadline?: number },
    options?: object,
  ) => readonly unknown[];
  /** Closes the channel of this client when it is the one in use and the error says that the server is away. */
  handleError: (grpc: Grpc, error: Error) => Promise<void>;
}

interface InUse {
  /** How often it was made, or found broken. */
  readonly made: number;
  readonly grpc?: Grpc;
  /** When its connection was first used. */
  readonly since: number;
}

const STANDING = 2;
const SHUT_DOWN = 4;
const unavailable = () => Object.assign(new Error('no answer'), { code: 14, details: 'no answer' });

/**
 * Some of the client's habits would end the process, or the requests of others, when a node goes away:
 * - Batch append keeps the waiting appends of all connections in one map and rejects them all when one stream breaks;
 *   an answer that then still comes in for one of them throws in an event handler. Plain appends know nothing of each other.
 * - An append on a channel that another request's failure has just closed throws inside a promise that nobody sees.
 * - An error that comes from a connection given up earlier waits, in a promise that nobody sees, for the next one to be
 *   made, and fails with it.
 * It also leaves a hanging connection in use until keep-alive notices, after twenty seconds, and the last one open for
 * ever: returns what is in use, for both.
 */
function harden(client: Internals, timing: Timing, made: number): () => InUse {
  let inUse: InUse = { since: 0, made };
  const { execute, getGRPCClient, handleError } = client;
  client.supports = () => Promise.resolve(false);
  client.execute = (service, name, action) =>
    execute(service, name, (grpc) =>
      grpc.getChannel().getConnectivityState(false) === SHUT_DOWN
        ? Promise.reject(new Error('Channel has been shut down'))
        : action(grpc),
    );
  client.handleError = (grpc, error) => handleError(grpc, error).catch(() => undefined);
  client.getGRPCClient = async (service, name) => {
    const grpc = await getGRPCClient(service, name);
    const channel = grpc.getChannel();
    if (channel !== inUse.grpc?.getChannel()) inUse = { grpc, since: timing.now(), made: inUse.made + 1 };
    else if (channel.getConnectivityState(false) !== STANDING) inUse = { ...inUse, made: inUse.made + 1 };
    return grpc;
  };
  return () => inUse;
}

/** Repeats what may be repeated while the failure may pass. Throws EventStoreUnavailable after the last attempt. */
export async function persistently<Result>(
  connection: Connection,
  request: () => Promise<Result>,
): Promise<Result> {
  const { attempts, where, isClosed } = connection;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const result = await request();
      if (!isClosed()) return result;
      // Closing cuts a read short without an error.
      throw closedByUs(where);
    } catch (error) {
      if (isClosed()) throw closedByUs(where);
      afterFailure(connection, error);
      if (attempt >= attempts || !mayPass(error)) throw asUnavailable(where, error);
    }
    await pause(connection, attempt);
  }
}

/** The next request may need another connection. */
export function afterFailure(connection: Connection, error: unknown): void {
  if (isSilence(error)) connection.giveUp();
  connection.renew();
}

const closedByUs = (where: string): EventStoreUnavailable =>
  new EventStoreUnavailable(`EventStoreDB at ${where} was closed by this program.`);

/** 50 ms, doubled for each failure up to a second, of which a random half is left out. */
export const pause = ({ timing }: Connection, failures: number): Promise<void> =>
  timing.sleep(Math.min(1000, 50 * 2 ** (failures - 1)) * (0.5 + timing.random() / 2));
