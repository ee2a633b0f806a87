import { createProjectionRunner } from '#event-sourcing';
import { openSqliteEventStore } from '#event-store';
import { openMongoReadModels } from '#read-models/mongodb';
import { runnerOptions } from '../contract/projection.fixtures.ts';

/** A projector process: follows the history into MongoDB until it is killed; says so when it has begun. */
const [file = '', url = '', database = ''] = process.argv.slice(2);
const store = openSqliteEventStore({ file });
const readModels = openMongoReadModels({ url, database });
const options = { ...runnerOptions(store, readModels, `projector ${process.pid}`), batchSize: 7 };
const log = {
  info: () => undefined,
  warn: () => undefined,
  error: (facts: object, message: string) => {
    console.error(message, facts);
  },
};
process.stdout.write('working\n');
await createProjectionRunner({ ...options, log }).run(new AbortController().signal);
