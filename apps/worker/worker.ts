import { once } from 'node:events';
import { createLogger, type LogLevel } from '#platform';
import { openEngine, type EngineSettings } from '#engine';
import { answerHealth } from './health.ts';

/** What a worker needs to know; plain data, so that it can be handed to a thread. */
export interface WorkerSettings extends EngineSettings {
  readonly logLevel: LogLevel;
  /** Absent where the process that it runs in does. */
  readonly installFiles?: true;
  /** Where to answer whether the worker is alive and ready; absent: nowhere. */
  readonly health?: { readonly host: string; readonly port: number };
}

/**
 * Keeps read models up to date and watches the deadlines until the signal aborts; waits for servers that are away.
 * Any number may run over the same engines: leases share the work (D5, D9). Rejects when it cannot go on.
 */
export async function runWorker(
  { logLevel, health, ...settings }: WorkerSettings,
  signal: AbortSignal,
): Promise<void> {
  const log = await createLogger(logLevel);
  const engine = await openEngine({ ...settings, projections: 'inline', scheduler: true, log });
  try {
    const answering = health && (await answerHealth(health, () => engine.ready(), log));
    log.info({ dataDirectory: settings.dataDirectory, health: answering?.url }, 'worker started');
    try {
      await Promise.race([engine.background, signal.aborted ? undefined : once(signal, 'abort')]);
    } finally {
      await answering?.close();
    }
  } finally {
    await engine.close();
    log.info({}, 'worker stopped');
  }
}
