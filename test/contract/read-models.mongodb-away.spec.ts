import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ReadModelsUnavailable } from '#event-sourcing';
import { type MongoReadModelsOptions } from '#read-models/mongodb';
import { withMongo } from './read-model-targets.ts';

import { cases, mongoHarness } from './read-models.mongo-harness.ts';

await withMongo('MongoDB read models', (url) => {
  const mongo = mongoHarness(url);

  describe('that cannot serve', () => {
    const refused = (options: Partial<MongoReadModelsOptions>): unknown => {
      try {
        mongo.open(options);
      } catch (error) {
        return error;
      }
      throw new Error('it was opened');
    };
    const everything = (error: unknown): string =>
      error instanceof Error
        ? `${error.message}\n${String(error.stack)}\n${everything(error.cause)}`
        : String(error);

    it('say where the server was looked for, and never the password', async () => {
      const port = await unusedPort();
      const nowhere = `mongodb://redress:s3cret@127.0.0.1:${port}/x?serverSelectionTimeoutMS=200`;
      const store = mongo.open({ url: nowhere, database: 'y' });
      const requests = [store.checkpoint('open-cases@1'), store.get(cases, 'a')];
      for (const outcome of await Promise.allSettled(requests)) {
        const error =
          outcome.status === 'rejected' ? (outcome.reason as Error) : new Error('it was answered');
        expect(error).toBeInstanceOf(ReadModelsUnavailable);
        expect(error.message).toBe(
          `Read models in MongoDB at 127.0.0.1:${port}/y: the server cannot be reached: check that it runs, its address, ` +
            'and the network in between; projections then continue by themselves',
        );
        expect(everything(error)).not.toContain('s3cret');
      }
    });

    it('say which file or name of the connection string cannot be found', async () => {
      const store = mongo.open({
        url: 'mongodb://redress:s3cret@127.0.0.1/?tlsCAFile=/nowhere/ca.pem&tls=true',
      });
      const error: unknown = await store.checkpoint('open-cases@1').catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(ReadModelsUnavailable);
      expect(String(error)).toContain('/nowhere/ca.pem');
      expect(everything(error)).not.toContain('s3cret');
    });

    it.each([
      'mongodb://redress:s3cret@host:port',
      'mongodb://redress:s3c@ret,s3cret/@host',
      'mongodb://redress:27017?s3cret@host',
      'mongo://redress:s3cret@host',
      'mongodb://redress:s3cret@host/?maxPoolSize=s3cret',
    ])('refuse a connection string that cannot be read, without repeating it: %s', (bad) => {
      const error = refused({ url: bad });
      expect(error).toBeInstanceOf(ReadModelsUnavailable);
      expect(String(error)).toContain('the connection string is not valid');
      expect(everything(error)).not.toContain('s3cret');
    });

    it('refuse a connection string with a weaker write concern, and one with an impossible database', () => {
      const weaker = `${mongo.url}${mongo.url.includes('?') ? '&' : '/?'}w=1`;
      expect(refused({ url: weaker })).toBeInstanceOf(ReadModelsUnavailable);
      expect(String(refused({ url: weaker }))).toContain('need w=majority, not w=1');
      expect(refused({ database: 'not.possible' })).toBeInstanceOf(ReadModelsUnavailable);
    });

    it('say so after they were closed, also when they had never connected', async () => {
      const used = mongo.open();
      await used.checkpoint('open-cases@1');
      for (const store of [used, mongo.open()]) {
        await store.close();
        await store.close();
        await expect(store.checkpoint('open-cases@1')).rejects.toThrow(ReadModelsUnavailable);
        await expect(store.checkpoint('open-cases@1')).rejects.toThrow('the store was closed');
      }
    });

    it('give up a first request that waits for a server when they are closed', async () => {
      const store = mongo.open({ url: `mongodb://127.0.0.1:${await unusedPort()}` });
      const waiting = store.checkpoint('open-cases@1');
      await Promise.all([expect(waiting).rejects.toThrow('the store was closed'), store.close()]);
    });

    it('say that sharding needs a sharded cluster', async () => {
      const hello = await mongo.client.db('admin').command({ isMaster: 1 });
      const store = mongo.open({ shardCollections: true });
      if (hello['msg'] === 'isdbgrid') await store.ensure(cases);
      else await expect(store.ensure(cases)).rejects.toThrow(/needs a sharded cluster/);
    });
  });
});

async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
