import { createRequire } from 'node:module';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ReadModelsUnavailable } from '#event-sourcing';
import { MongoBulkWriteError, MongoServerError, type BulkWriteResult, type WriteError } from 'mongodb';
import { inWords } from './errors.ts';

const driver = createRequire(import.meta.url);

/** The driver's own list, so that a later version of it cannot know more than this adapter. */
const { MONGODB_ERROR_CODES } = driver('mongodb/lib/error.js') as {
  readonly MONGODB_ERROR_CODES: Readonly<Record<string, number>>;
};
const bulk = driver('mongodb/lib/bulk/common.js') as {
  readonly WriteError: new (error: object) => WriteError;
};

const thrownFor = (error: Error): Promise<unknown> =>
  inWords('MongoDB at host/db', () => Promise.reject(error)).catch((thrown: unknown) => thrown);

/** Not trouble of the server: a request that this adapter does not make. */
const OURS = ['NamespaceNotFound', 'IllegalOperation'];
const SECRET = 'Grace Hopper, 12 Elm Street';

/** As the driver throws it: with each document that was to be written. */
function bulkError(...codes: readonly number[]): MongoBulkWriteError {
  const writeErrors = codes.map(
    (code, index) =>
      new bulk.WriteError({
        code,
        index,
        errmsg: `code ${code}`,
        errInfo: {},
        op: { document: { name: SECRET } },
      }),
  );
  const result = { getWriteConcernError: () => undefined } as unknown as BulkWriteResult;
  return new MongoBulkWriteError({ message: 'bulk', code: codes[0] ?? 0, writeErrors }, result);
}

describe('errors of MongoDB', () => {
  it.each(Object.entries(MONGODB_ERROR_CODES).filter(([name]) => !OURS.includes(name)))(
    'that the driver knows to be trouble of the server are outages: %s (%d)',
    async (_name, code) => {
      expect(await thrownFor(new MongoServerError({ message: 'away', code }))).toBeInstanceOf(
        ReadModelsUnavailable,
      );
    },
  );

  it.each(['RetryableWriteError', 'TransientTransactionError', 'SystemOverloadedError'])(
    'are outages, whatever their code, with the label %s',
    async (label) => {
      const error = new MongoServerError({ message: 'new in a later server', code: 987_654 });
      error.addErrorLabel(label);
      expect(await thrownFor(error)).toBeInstanceOf(ReadModelsUnavailable);
    },
  );

  it('of a bulk write are judged by what is no duplicate', async () => {
    expect(await thrownFor(bulkError(11_000, 189))).toBeInstanceOf(ReadModelsUnavailable);
  });

  it.each([
    ['an outage', 189],
    ['a mistake of the program', 17_419],
  ])('carry no document out of the adapter: %s', async (_name, code) => {
    const error = bulkError(code);
    expect(inspect(error, { depth: 9 })).toContain(SECRET);
    const thrown = await thrownFor(error);
    expect(thrown).toBeInstanceOf(Error);
    const printed = inspect(thrown, { depth: 9, showHidden: true });
    expect(printed).not.toContain(SECRET);
    expect(printed).toContain('MongoBulkWriteError');
    expect(printed).toContain(String(code));
  });
});
