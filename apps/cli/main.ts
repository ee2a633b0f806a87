import type { CliContext } from './context.ts';
import { EXIT } from './exit-codes.ts';
import { run } from './run.ts';

const LINGER_MILLIS = 500;
const interruption = interruptible();
quietlyEndWhenNobodyReads();
const context: CliContext = {
  environment: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interruption.signal,
};
process.exitCode = await run(process.argv.slice(2), context);
interruption.release();
// What still waits for a server that says nothing keeps no process that was told to end.
if (context.signal.aborted) setTimeout(() => process.exit(), LINGER_MILLIS).unref();

/** The first signal asks politely, the second one ends the process. */
function interruptible(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const name of signals) process.on(name, stop);
  const watching = stopWithTheShell(() => {
    controller.abort();
  });
  return {
    signal: controller.signal,
    release: () => {
      clearInterval(watching);
      for (const name of signals) process.off(name, stop);
    },
  };
}

/**
 * npm and npx start a program through a shell and pass a signal to that shell alone, which ends without us. Whoever was
 * started by them ends when the shell has.
 */
function stopWithTheShell(stop: () => void): NodeJS.Timeout | undefined {
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return undefined;
  const { ppid: shell } = process;
  return setInterval(() => {
    if (process.ppid !== shell) stop();
  }, 200).unref();
}

/** `redress events | head` ends when head has seen enough. */
function quietlyEndWhenNobodyReads(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(EXIT.ok);
      // Of a full disk, say; where errors are told nothing can be told any more.
      if (stream !== process.stderr)
        process.stderr.write(`redress: the answer could not be written: ${error.message}\n`);
      process.exit(EXIT.failure);
    });
  }
}
