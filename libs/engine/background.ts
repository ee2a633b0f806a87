import { silentLogger, type Logger } from '#platform';
import { ForeignReadModels } from './readiness/origin.ts';
import { isOutage } from './readiness/waiting-for-stores.ts';

interface Background {
  readonly projections?: 'inline' | 'none';
  readonly scheduler?: boolean;
  readonly installFiles?: boolean;
  readonly log?: Logger;
}

/** Whether there is something that never ends. */
export const isWorking = ({ projections, scheduler }: Background): boolean =>
  projections === 'inline' || scheduler === true;

/** What a process does beside answering, until it is closed. */
export function runInBackground(
  options: Background,
  work: (signal: AbortSignal) => Promise<void>,
): { readonly ended: Promise<void>; stop(): Promise<void> } {
  const { log = silentLogger, installFiles = false } = options;
  const stopping = new AbortController();
  const idle = !isWorking(options) && !installFiles;
  const ended = idle ? Promise.resolve() : work(stopping.signal);
  ended.catch((error: unknown) => {
    const facts = error instanceof ForeignReadModels ? { why: error.message } : { err: error };
    if (!stopping.signal.aborted || !isOutage(error))
      log.error(facts, 'the work in the background has ended');
  });
  return {
    ended,
    async stop() {
      stopping.abort();
      await Promise.allSettled([ended]);
    },
  };
}
