import { status } from '@grpc/grpc-js';
import { jsonEvent, NO_STREAM, UnavailableError } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { connect, type Connection } from '../../libs/event-store/eventstoredb/connection.ts';
import { DEADLINE } from '../contract/event-store.patience.ts';
import { serviceError } from '../servers/eventstoredb/faults.ts';
import { newStream, useDouble } from './eventstoredb.fixtures.ts';

/** What the client does to itself when one of its requests fails. */
interface Internals {
  getGRPCClient(service: unknown, name: string): Promise<unknown>;
  handleError(grpc: unknown, error: Error): Promise<void>;
}

describe('the client of EventStoreDB (protocol double), as the adapter uses it', () => {
  const { double } = useDouble();
  let connection: Connection;
  beforeEach(() => {
    connection = connect(`${double().connectionString}&defaultDeadline=${String(DEADLINE)}`, {});
  });
  afterEach(() => connection.close());

  const append = () =>
    connection.client.appendToStream(newStream(), jsonEvent({ type: 'Noted', data: {} }), {
      expectedRevision: NO_STREAM,
    });

  const crashes: unknown[] = [];
  const note = (reason: unknown) => crashes.push(reason);
  beforeEach(() => {
    process.on('unhandledRejection', note);
  });
  afterEach(() => {
    process.off('unhandledRejection', note);
    expect(crashes.splice(0)).toEqual([]);
  });

  const serverAway = () => new UnavailableError(serviceError(status.UNAVAILABLE, 'Server Is Not Ready'));
  const internalsOf = async ({ client }: Connection) => {
    const internals = client as unknown as Internals;
    return { internals, grpc: await internals.getGRPCClient(streamsService.StreamsClient, 'streams') };
  };

  it.each([0, 1, 2, 3, 4])(
    'fails an append that begins %i steps before the connection is given up, and not the process',
    async (steps) => {
      await append();
      const { internals, grpc } = await internalsOf(connection);
      const attempt = append();
      const outcome = expect(attempt).rejects.toThrow(/shut down|Channel closed/);
      for (let step = 0; step < steps; step += 1) await Promise.resolve();
      void internals.handleError(grpc, serverAway());
      await outcome;
    },
  );

  it('survives a late error of an earlier connection while it looks for a node and finds none', async () => {
    const { port } = double().proxy;
    const cluster = connect(`esdb+discover://127.0.0.1:${port}?tls=false&maxDiscoverAttempts=2`, {});
    const { internals, grpc } = await internalsOf(cluster);
    double().proxy.refuse();
    await internals.handleError(grpc, serverAway());
    const next = expect(cluster.client.deleteStream(newStream())).rejects.toThrow('Failed to discover');
    void internals.handleError(grpc, serverAway());
    await next;
    await cluster.close();
  });
});
