import { Worker } from 'node:worker_threads';

/** What a thread tells at its end. */
type Told = { readonly done: boolean } | { readonly errcode: unknown; readonly message: string };

const BUSY = 5;

/**
 * Plain text, because a thread has none of our loaders. The new file is built where the machine keeps temporary files; what is in it
 * was not removed. Nobody may be reading what was before when the log is cut off.
 */
const REWRITE = `
const { DatabaseSync } = require('node:sqlite');
const { parentPort, workerData } = require('node:worker_threads');
let told;
try {
  const database = new DatabaseSync(workerData);
  database.exec('PRAGMA busy_timeout = 5000; PRAGMA temp_store = FILE; VACUUM; PRAGMA busy_timeout = 500');
  told = { done: database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get().busy === 0 };
  database.close();
} catch (error) {
  told = { errcode: error.errcode, message: error.message };
}
parentPort.postMessage(told);
`;

/**
 * Writes the file anew, without what was changed or removed, in a thread of its own: a large file takes long, and nobody
 * who reads meanwhile waits for it. (Overwriting what is removed is not enough: pages that are rebuilt keep pieces of
 * rows that have moved to others.) False where somebody keeps it locked or still reads what was before.
 */
export function rewrite(file: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(REWRITE, { eval: true, workerData: file, execArgv: [] });
    thread.once('message', (told: Told) => {
      if ('done' in told) resolve(told.done);
      else if (primary(told.errcode) === BUSY) resolve(false);
      else reject(Object.assign(new Error(told.message), { errcode: told.errcode }));
    });
    thread.once('error', reject);
    thread.once('exit', (code) => {
      reject(new Error(`writing ${file} anew ended with ${String(code)}`));
    });
  });
}

/** Extended result codes carry the primary one in their low byte. */
export const primary = (errcode: unknown): number | undefined =>
  typeof errcode === 'number' ? errcode & 0xff : undefined;
