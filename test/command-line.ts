import { Readable, Writable } from 'node:stream';
import { run } from '../apps/cli/run.ts';

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface World {
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly stdin?: string;
  /** Why nothing can be written to standard output. */
  readonly unwritable?: string;
}

/**
 * Runs a command line within this process: all that it does, prints and answers. The launcher, signals and pipes are
 * shown by the few tests that start the real program.
 */
export async function commandLine(args: readonly string[], world: World = {}): Promise<Said> {
  const [stdout, stderr] = [collecting(world.unwritable), collecting()];
  const code = await run(args, {
    environment: world.environment ?? {},
    stdin: Readable.from([world.stdin ?? '']),
    stdout,
    stderr,
    signal: world.signal ?? new AbortController().signal,
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function collecting(unwritable?: string): Writable & { readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (unwritable !== undefined) {
        done(new Error(unwritable));
        return;
      }
      chunks.push(chunk);
      done();
    },
  });
  stream.on('error', () => undefined);
  return Object.assign(stream, { text: () => Buffer.concat(chunks).toString() });
}
