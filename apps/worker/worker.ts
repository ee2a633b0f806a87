import { once } from 'node:events';
import { createLogger, openEngine, type LogLevel, type OpenEngineOptions } from '#platform';

/** What a worker needs to know; plain data, so that it can be handed to a thread. */
export interface WorkerSettings extends Pick<
  OpenEngineOptions,
  'dataDirectory' | 'procedureDirectory' | 'evidenceLimitBytes'
> {
  readonly logLevel: LogLevel;
}

/** Keeps read models up to date and watches the deadlines until the signal aborts. Leases share the work (D9, D5). */
export async function runWorker(
  { logLevel, ...options }: WorkerSettings,
  signal: AbortSignal,
): Promise<void> {
  const log = createLogger(logLevel);
  const engine = await openEngine({ ...options, projections: 'inline', scheduler: true, log });
  try {
    log.info({ dataDirectory: options.dataDirectory }, 'worker started');
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await engine.close();
    log.info({}, 'worker stopped');
  }
}
