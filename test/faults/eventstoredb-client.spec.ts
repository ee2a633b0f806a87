import { status } from '@grpc/grpc-js';
import { jsonEvent, NO_STREAM, UnavailableError } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { connect, type Connection } from '../../libs/event-store/eventstoredb/connection.ts';
import { newStream } from '../contract/event-store.fixtures.ts';
import { serviceError } from '../servers/eventstoredb/faults.ts';
import { useDouble } from './eventstoredb.fixtures.ts';

/** What the client does to itself when one of its requests fails. */
interface Internals {
  getGRPCClient(service: unknown, name: string): Promise<unknown>;
  handleError(grpc: unknown, error: Error): Promise<void>;
}

describe('the client of EventStoreDB (protocol double), as the adapter uses it', () => {
  const { double } = useDouble();
  let connection: Connection;
  beforeEach(() => {
    connection = connect(double().connectionString, {});
  });
  afterEach(() => connection.close());

  const append = () =>
    connection.client.appendToStream(newStream(), jsonEvent({ type: 'Noted', data: {} }), {
      expectedRevision: NO_STREAM,
    });

  it.each([0, 1, 2, 3, 4])(
    'fails an append that begins %i steps before the connection is given up, and not the process',
    async (steps) => {
      const crashes: unknown[] = [];
      const note = (reason: unknown) => crashes.push(reason);
      process.on('unhandledRejection', note);
      await append();
      const internals = connection.client as unknown as Internals;
      const grpc = await internals.getGRPCClient(streamsService.StreamsClient, 'streams');
      const attempt = append();
      const outcome = expect(attempt).rejects.toThrow(/shut down|Channel closed/);
      for (let step = 0; step < steps; step += 1) await Promise.resolve();
      void internals.handleError(
        grpc,
        new UnavailableError(serviceError(status.UNAVAILABLE, 'Server Is Not Ready')),
      );
      await outcome;
      process.off('unhandledRejection', note);
      expect(crashes).toEqual([]);
    },
  );
});
