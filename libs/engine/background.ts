import { silentLogger, type Logger } from '#platform';
import { ForeignReadModels } from './readiness/origin.ts';
import { isOutage } from './readiness/waiting-for-stores.ts';

interface Background {
  readonly projections?: 'inline' | 'none';
  readonly scheduler?: boolean;
  readonly log?: Logger;
}

/** What a process does beside answering, until it is closed. */
export function runInBackground(
  { projections, scheduler, log = silentLogger }: Background,
  work: (signal: AbortSignal) => Promise<void>,
): { readonly ended: Promise<void>; stop(): Promise<void> } {
  const stopping = new AbortController();
  const idle = projections !== 'inline' && scheduler !== true;
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
