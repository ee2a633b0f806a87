import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ANY, jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { revision, type EventStore, type Position } from '#event-sourcing';
import { sampled } from '#event-sourcing/testing';
import { connect, type Connection } from '../../libs/event-store/eventstoredb/connection.ts';
import { consume, events, idsOf, newStream, STREAM_PREFIX, type Server } from './event-store.fixtures.ts';
import { DEADLINE, openPatiently } from './event-store.patience.ts';

/** The full set goes beyond the largest page that the adapter asks for. */
const ROUNDS_ELSEWHERE = sampled({ full: 10, sample: 2 });

/**
 * What EventStoreDB does besides the port: one log for everybody, with events of the server itself, and streams that
 * an operator deletes. Writes and deletes nothing but streams that begin with the category of this run.
 */
export function sharedLogContract(name: string, start: () => Promise<Server>): void {
  describe(`event store contract, one log for everybody: ${name}`, () => {
    let server: Server;
    let operator: Connection;
    let client: EventStoreDBClient;
    let store: EventStore;
    let beginning: Position;

    beforeEach(async () => {
      server = await start();
      operator = connect(server.connectionString, {});
      ({ client } = operator);
      store = openPatiently({ connectionString: server.connectionString, streamPrefixes: [STREAM_PREFIX] });
      await store.append(newStream(), 'no-stream', events(1));
      beginning = await store.head();
    });
    afterEach(async () => {
      await Promise.all([store.close(), operator.close()]);
      await server.stop();
    });

    /** A stream whose name only begins like ours, with that many events. */
    const writeElsewhere = (count: number) =>
      client.appendToStream(
        `other_${newStream()}`,
        Array.from({ length: count }, (_, index) => jsonEvent({ type: 'Noted', data: { index } })),
        { expectedRevision: ANY, deadline: DEADLINE },
      );

    it('holds only our streams, however many events of others stand between ours', async () => {
      const stream = newStream();
      await store.append(stream, 'no-stream', events(1));
      await writeElsewhere(500);
      await store.append(stream, revision(0), events(1));
      const { position } = await store.append(stream, revision(1), events(1)).then((result) => {
        if (result.outcome === 'conflict') throw new Error('nobody else writes here');
        return result;
      });
      for (let round = 0; round < ROUNDS_ELSEWHERE; round += 1) await writeElsewhere(500);
      const ours = await store.readStream(stream);
      expect(await store.readAll(beginning, 100)).toEqual(ours);
      expect(await store.readAll(beginning, 2)).toEqual(ours.slice(0, 2));
      expect(await store.readAll(position, 100)).toEqual([]);
      expect(await store.head()).toBe(position);
      expect((await consume(store, beginning, (seen) => seen.length === 3)).seen).toEqual(ours);
    });

    it('goes on with later revisions after a soft delete, and knows its retries', async () => {
      const [stream, batch] = [newStream(), events(2)];
      await store.append(stream, 'no-stream', events(3));
      await client.deleteStream(stream, { deadline: DEADLINE });
      expect(await store.readStream(stream)).toEqual([]);
      const result = await store.append(stream, 'no-stream', batch);
      expect(result).toMatchObject({ outcome: 'appended', revision: 4n });
      expect(await store.append(stream, 'no-stream', batch)).toEqual({ ...result, outcome: 'repeated' });
      expect(await store.append(stream, revision(4), events(1))).toMatchObject({ revision: 5n });
      expect((await store.readStream(stream)).map((each) => each.revision)).toEqual([3n, 4n, 5n]);
    });

    it('says that a stream is gone for ever after a tombstone, and shows no event of the server for it', async () => {
      const [stream, next, batch] = [newStream(), newStream(), events(1)];
      await store.append(stream, 'no-stream', events(1));
      await client.tombstoneStream(stream, { deadline: DEADLINE });
      const attempt = store.append(stream, revision(0), events(1));
      await expect(attempt).rejects.toMatchObject({
        name: 'StreamFault',
        damage: { stream, finding: 'deleted' },
      });
      await expect(attempt).rejects.toThrow('has a tombstone in place of this stream');
      await expect(store.readStream(stream)).rejects.toMatchObject({
        damage: { stream, finding: 'deleted' },
      });
      const before = await store.head();
      await store.append(next, 'no-stream', batch);
      expect(idsOf(await store.readAll(before, 10))).toEqual(idsOf(batch));
      const { seen } = await consume(store, beginning, (some) => some.some((each) => each.stream === next));
      expect(seen.filter(({ type }) => type.startsWith('$'))).toEqual([]);
    });
  });
}
