import type { Timing } from '#event-sourcing';
import { silentLogger, type Logger } from '#platform';
import { ForeignReadModels } from './readiness/origin.ts';
import { isOutage, waitUntilReady, watchReadiness } from './readiness/waiting-for-stores.ts';

interface Background {
  readonly projections?: 'inline' | 'none';
  readonly scheduler?: boolean;
  readonly installFiles?: boolean;
  readonly log?: Logger;
}

interface Servers {
  readonly ready: () => Promise<void>;
  readonly log: Logger;
  readonly timing: Timing;
}

type Work = (signal: AbortSignal) => Promise<void>;

/** What a process does beside answering, until it is closed; begun when its servers answer. */
export function runInBackground(
  { projections, scheduler, installFiles, log = silentLogger }: Background,
  servers: Servers,
  work: Record<'projections' | 'scheduler' | 'notifying' | 'installFiles', Work>,
): { readonly ended: Promise<void>; stop(): Promise<void> } {
  const stopping = new AbortController();
  const lasting = [
    ...(projections === 'inline' ? [work.projections] : []),
    ...(scheduler === true ? [work.scheduler, work.notifying] : []),
  ];
  const all = [...lasting, ...(installFiles === true ? [work.installFiles] : [])];
  const ended = begin(servers, all, { watched: lasting.length > 0, signal: stopping.signal });
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

async function begin(
  { ready, log, timing }: Servers,
  work: readonly Work[],
  { watched, signal }: { readonly watched: boolean; readonly signal: AbortSignal },
): Promise<void> {
  if (work.length === 0) return;
  // Where nothing lasts, whoever answers requests watches the servers, and tells of them once.
  await waitUntilReady(ready, watched ? log : silentLogger, signal, timing);
  await Promise.all([
    ...work.map((each) => each(signal)),
    ...(watched ? [watchReadiness(ready, log, signal, timing)] : []),
  ]);
}
