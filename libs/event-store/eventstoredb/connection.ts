import { EventStoreDBClient } from '@eventstore/db-client';
import { EventStoreUnavailable } from '#event-sourcing';
import { assertKnownOptions, deadlineOf, hostsOf } from './connection-string.ts';
import { asUnavailable, mayPass, NoAnswer } from './failure.ts';

export interface Patience {
  /** How long one request may take, in ms; for a read: how long it may say nothing. */
  readonly deadlineMillis: number;
  /** How often a request is sent before the server counts as unavailable. */
  readonly attempts: number;
}

/** The official client, and how patient to be with it. */
export interface Connection extends Patience {
  readonly client: EventStoreDBClient;
  /** Hosts, for messages. */
  readonly where: string;
  readonly isClosed: () => boolean;
  close(): Promise<void>;
}

/** Opens nothing yet: the client connects with the first request. Throws EventStoreUnavailable for a string it cannot use. */
export function connect(connectionString: string, patience: Partial<Patience>): Connection {
  assertKnownOptions(connectionString);
  const where = hostsOf(connectionString);
  const client = createClient(connectionString, where);
  const channel = harden(client as unknown as Internals);
  let closed = false;
  return {
    client,
    where,
    deadlineMillis: patience.deadlineMillis ?? deadlineOf(connectionString) ?? 5000,
    attempts: patience.attempts ?? 3,
    isClosed: () => closed,
    close: async () => {
      closed = true;
      await within(2000, client.dispose()).catch(() => undefined);
      channel()?.close();
    },
  };
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

interface Channel {
  getConnectivityState(tryToConnect: boolean): number;
  close(): void;
}
type Action = (grpc: { getChannel(): Channel }) => Promise<unknown>;

/** Parts of the client that it keeps to itself; its version is pinned, and the fault specs run through them. */
interface Internals {
  supports: (method: unknown) => Promise<boolean>;
  execute: (service: unknown, name: string, action: Action) => Promise<unknown>;
}

const SHUT_DOWN = 4;

/**
 * Two of the client's habits would end the process, or the requests of others, when a node goes away:
 * - Batch append keeps the waiting appends of all connections in one map and rejects them all when one stream breaks;
 *   an answer that then still comes in for one of them throws in an event handler. Plain appends know nothing of each other.
 * - An append on a channel that another request's failure has just closed throws inside a promise that nobody sees.
 * Returns the channel in use, which the client does not close by itself.
 */
function harden(client: Internals): () => Channel | undefined {
  let channel: Channel | undefined;
  const execute = client.execute;
  client.supports = () => Promise.resolve(false);
  client.execute = (service, name, action) =>
    execute(service, name, (grpc) => {
      channel = grpc.getChannel();
      if (channel.getConnectivityState(false) !== SHUT_DOWN) return action(grpc);
      return Promise.reject(new Error('Channel has been shut down'));
    });
  return () => channel;
}

/** Rejects with {@link NoAnswer} after the time; what comes later is not heard. */
export async function within<Result>(millis: number, answer: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new NoAnswer(millis));
    }, millis);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** Repeats what may be repeated while the failure may pass. Throws EventStoreUnavailable after the last attempt. */
export async function persistently<Result>(
  { attempts, where, isClosed }: Connection,
  request: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const result = await request();
      // Closing cuts a read short without an error.
      if (isClosed()) throw new EventStoreUnavailable(`EventStoreDB at ${where} was closed by this program.`);
      return result;
    } catch (error) {
      if (attempt >= attempts || !mayPass(error)) throw asUnavailable(where, error);
    }
    await pause(attempt);
  }
}

/** 50 ms, doubled for each failure up to a second, of which a random half is left out. */
export const pause = (failures: number): Promise<void> => {
  const millis = Math.min(1000, 50 * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);
  return new Promise((resolve) => setTimeout(resolve, millis));
};
