import fs, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Has this process die at the nth call of a kind that changes files: `write:5:before`, `sync:1:after`, `rename:1:before`,
 * `link:1:during`; `during`: while the system does it. For modules that are loaded after it.
 */
export async function dieAtFile(point: string): Promise<void> {
  const [name = '', nth = '', when = ''] = point.split(':');
  let reached = 0;
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
  fs.link = dyingAt('link', fs.link);
  syncBuiltinESMExports();
}

type Asynchronous<Values extends unknown[], Result> = (this: unknown, ...values: Values) => Promise<Result>;
