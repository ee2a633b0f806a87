import fs, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { evidence } from './evidence.ts';

/**
 * Puts one file into an evidence store, and dies on the way: `write:5:before`, `sync:1:after`, `rename:1:before`;
 * `during`: while the system does it. Syncs are of the file first, then of the folders.
 */
const [directory = '', seed = '', size = '', point = ''] = process.argv.slice(2);
const [name = '', nth = '', when = ''] = point.split(':');

let reached = 0;
type Asynchronous<Values extends unknown[], Result> = (this: unknown, ...values: Values) => Promise<Result>;

const dyingAt = <Values extends unknown[], Result>(
  call: string,
  original: Asynchronous<Values, Result>,
): Asynchronous<Values, Result> =>
  async function (this: unknown, ...values) {
    if (call === name) reached += 1;
    const here = call === name && reached === Number(nth);
    if (here && when === 'before') process.kill(process.pid, 'SIGKILL');
    const doing = Reflect.apply(original, this, values);
    if (here && when === 'during') process.kill(process.pid, 'SIGKILL');
    const result = await doing;
    if (here) process.kill(process.pid, 'SIGKILL');
    return result;
  };

const handle = await fs.open(process.execPath);
const prototype = Object.getPrototypeOf(handle) as { write: FileHandle['write']; sync: FileHandle['sync'] };
await handle.close();
prototype.write = dyingAt(
  'write',
  prototype.write as Asynchronous<unknown[], unknown>,
) as FileHandle['write'];
prototype.sync = dyingAt('sync', prototype.sync);
fs.rename = dyingAt('rename', fs.rename);
syncBuiltinESMExports();

const { openFileEvidenceStore } = await import('../../libs/evidence/evidence-store.ts');
const store = await openFileEvidenceStore({ directory, limitBytes: 100_000_000 });
process.stdout.write('putting\n');
const received = await store.receive(evidence(seed, Number(size)));
await received.keep();
const { sha256 } = received;
process.stdout.write(`${sha256}\n`);
