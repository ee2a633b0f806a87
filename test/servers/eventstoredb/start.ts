import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { append } from './append.ts';
import { Faults } from './faults.ts';
import { Log, note } from './log.ts';
import { read } from './read.ts';
import { remove } from './remove.ts';
import type { Double } from './state.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** A running double: not EventStoreDB, but its protocol, served on a log in memory, with a plug to pull. */
export interface EventStoreDbDouble extends Double {
  readonly connectionString: string;
  connectionStringFor(user: Login): string;
  readonly proxy: TcpProxy;
  /**
   * Its followers have left it, and it does not know: it reads from the log as it is now, or was, whatever the new leader
   * writes, and nothing that it is asked to write comes through.
   */
  depose(copy?: Log): void;
  /** It has found its way back, as a follower whose log is that of all. */
  rejoin(): void;
  /** Lets happen what was held back. */
  release(): void;
  stop(): Promise<void>;
}

/** Beyond what a float holds exactly, so that every test would notice one. */
const FIRST_POSITION = 2n ** 53n + 1n;

interface DoubleOptions {
  readonly firstPosition?: bigint;
  /** Another node of the same cluster: their log is one. */
  readonly cluster?: Pick<Double, 'log'>;
  /** Speaks TLS, and knows these users, with the rights that the server gives them; the first one is named in the string. */
  readonly users?: readonly Login[];
  /** The certificate that it shows; they are trusted one by one. */
  readonly certificate?: keyof typeof CERTIFICATES;
}

interface Login {
  readonly user: string;
  readonly password: string;
}

const inTls = (file: string): string => fileURLToPath(new URL(`tls/${file}`, import.meta.url));

/** Made for `localhost`; the client has to be told to trust it. */
export const CERTIFICATES = {
  first: { certificate: inTls('cert.pem'), key: inTls('key.pem') },
  renewed: { certificate: inTls('renewed-cert.pem'), key: inTls('renewed-key.pem') },
};

export async function startEventStoreDbDouble({
  firstPosition = FIRST_POSITION,
  cluster,
  users = [],
  certificate = 'first',
}: DoubleOptions = {}): Promise<EventStoreDbDouble> {
  const log = cluster?.log ?? new Log(firstPosition);
  const server = new Server();
  const state: Double & { log: Log } = {
    log,
    isDeposed: () => state.log !== log,
    faults: new Faults(),
    users: new Map(
      users.map((login) => [basic(login), { name: login.user, isAdmin: login.user === 'admin' }] as const),
    ),
    subscriptions: new Set(),
    asked: [],
    patience: [],
    sent: 0,
    calls: { append: 0, batchAppend: 0, readStream: 0, readAll: 0, subscribe: 0, gossip: 0 },
    write: (stream, expected, events) => {
      const result = log.append(stream, expected, events);
      if (result.outcome === 'written') log.append('$ce-case', 'any', [note('$>', '0@case-1')]);
      return result;
    },
    cut: () => {
      proxy.cut();
    },
    late: [],
  };
  log.append('$settings', 'any', [note('$>', '0@case-1')]);
  addServices(server, state, () => proxy.port);
  const [login] = users;
  const credentials = login === undefined ? ServerCredentials.createInsecure() : secure(certificate);
  const port = await listen(server, credentials);
  const proxy = await startTcpProxy({ host: '127.0.0.1', port });
  return {
    ...state,
    get sent() {
      return state.sent;
    },
    proxy,
    connectionString: connectionStringOf(proxy.port, login),
    connectionStringFor: (user) => connectionStringOf(proxy.port, user),
    depose: (copy = log.copy()) => {
      state.log = copy;
    },
    rejoin: () => {
      state.log = log;
    },
    release: () => {
      for (const happen of state.late.splice(0)) happen();
    },
    stop: async () => {
      await proxy.close();
      server.forceShutdown();
    },
  };
}

function addServices(server: Server, state: Double, port: () => number): void {
  server.addService(streamsService.StreamsService, {
    append: append(state),
    read: read(state),
    // Kept to see that nobody calls it: see the adapter's connection for why.
    batchAppend: (call: { end(): void }) => {
      state.calls.batchAppend += 1;
      call.end();
    },
    delete: remove(state, 'soft-deleted'),
    tombstone: remove(state, 'tombstoned'),
  });
  server.addService(featuresService.ServerFeaturesService, {
    getSupportedMethods: (_call: unknown, answer: (error: null, methods: SupportedMethods) => void) => {
      answer(null, supportedMethods());
    },
  });
  server.addService(gossipService.GossipService, {
    read: (_call: unknown, answer: (error: null, info: InstanceType<typeof gossip.ClusterInfo>) => void) => {
      state.calls.gossip += 1;
      answer(null, clusterOf(port()));
    },
  });
}

type SupportedMethods = InstanceType<typeof features.SupportedMethods>;

/** As current servers say it: a client left alone would use batch append. */
function supportedMethods(): SupportedMethods {
  const batchAppend = new features.SupportedMethod()
    .setServiceName('event_store.client.streams.Streams')
    .setMethodName('BatchAppend');
  return new features.SupportedMethods().setEventStoreServerVersion('24.10.0').setMethodsList([batchAppend]);
}

/** A cluster of one leader. */
function clusterOf(port: number): InstanceType<typeof gossip.ClusterInfo> {
  const leader = new gossip.MemberInfo()
    .setInstanceId(new shared.UUID().setString(randomUUID()))
    .setState(gossip.MemberInfo.VNodeState.LEADER)
    .setIsAlive(true)
    .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(port));
  return new gossip.ClusterInfo().setMembersList([leader]);
}

const connectionStringOf = (port: number, login: Login | undefined): string =>
  login === undefined
    ? `esdb://127.0.0.1:${port}?tls=false`
    : `esdb://${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@localhost:${port}?tlsCAFile=${encodeURIComponent(CERTIFICATES.first.certificate)}`;

const basic = ({ user, password }: Login): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

function secure(which: keyof typeof CERTIFICATES): ServerCredentials {
  const { certificate, key } = CERTIFICATES[which];
  return ServerCredentials.createSsl(null, [
    { cert_chain: readFileSync(certificate), private_key: readFileSync(key) },
  ]);
}

const listen = (server: Server, credentials: ServerCredentials): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentials, (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
