import { randomBytes, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import path from 'node:path';
import { threadId } from 'node:worker_threads';
import { allCaseProjections } from '#cases';
import { instantOf, type Instant } from '#event-sourcing';
import { openSqliteEventStore } from '#event-store';
import { loadProcedures, type ProcedureRegistry } from '#procedures';
import { openSqliteReadModels, systemTiming } from '#read-models';
import { createCaseCommands } from './case-commands.ts';
import { createDataFolder } from './data-folder.ts';
import { createDeadlineSource } from './deadline-source.ts';
import type { Engine } from './engine.ts';
import { openFileEvidenceStore } from './evidence-store.ts';
import { silentLogger, type Logger } from './logger.ts';
import { createProjecting, type Projecting } from './projecting.ts';
import { createCaseQueries, type CaseQueries } from './queries.ts';
import { runSchedulerLoop } from './scheduler-loop.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { readOrCreateSecret } from './secret-file.ts';

export interface OpenEngineOptions {
  /** Created when missing. */
  readonly dataDirectory: string;
  /** Every time that the product records or compares with comes from here. Default: the machine's clock. */
  readonly now?: () => Instant;
  /** Procedure files beside the shipped ones. */
  readonly procedureDirectory?: string;
  /** `inline`: this process keeps the read models up to date; `none` (default): another one does, or nobody. */
  readonly projections?: 'inline' | 'none';
  /** Whether this process watches the deadlines (D9); default false. */
  readonly scheduler?: boolean;
  readonly evidenceLimitBytes?: number;
  readonly log?: Logger;
}

/** The embedded product: one folder of data behind the two ports. */
export interface RedressEngine extends Engine, Pick<Projecting, 'catchUp' | 'rebuild'> {
  readonly queries: CaseQueries;
  /** For those who decide themselves when time passes: demo, tests, a single run from the command line. */
  readonly scheduler: Pick<Scheduler, 'runOnce'>;
}

const DEFAULT_EVIDENCE_LIMIT = 25 * 1024 * 1024;

/** Opens the data folder. Throws EventStoreUnavailable, ReadModelsUnavailable, InvalidProcedure or InvalidKeyFile. */
export async function openEngine(options: OpenEngineOptions): Promise<RedressEngine> {
  const parts = await openParts(options);
  try {
    return await assemble(parts, options);
  } catch (error) {
    await closeStores(parts);
    throw error;
  }
}

type Parts = Awaited<ReturnType<typeof openParts>>;

async function openParts(options: OpenEngineOptions) {
  const folder = await createDataFolder(path.resolve(options.dataDirectory));
  const procedures = loadProcedures(options.procedureDirectory);
  const pepper = await readOrCreateSecret(path.join(folder.keys, 'pepper'), () =>
    randomBytes(32).toString('hex'),
  );
  const limitBytes = options.evidenceLimitBytes ?? DEFAULT_EVIDENCE_LIMIT;
  const evidence = await openFileEvidenceStore({ directory: folder.evidence, limitBytes });
  const store = openSqliteEventStore({ file: folder.events });
  const readModels = await openOrClose(() => openSqliteReadModels({ file: folder.readModels }), store);
  return { procedures, pepper, evidence, store, readModels };
}

async function openOrClose<Opened>(open: () => Opened, other: { close(): Promise<void> }): Promise<Opened> {
  try {
    return open();
  } catch (error) {
    await other.close();
    throw error;
  }
}

async function assemble(parts: Parts, options: OpenEngineOptions): Promise<RedressEngine> {
  const { procedures, pepper, evidence, store, readModels } = parts;
  const { now = () => instantOf(Date.now()), log = silentLogger } = options;
  const timing = systemTiming;
  const holder = `${hostname()}/${String(process.pid)}/${String(threadId)}/${randomUUID()}`;
  const projections = allCaseProjections({ zoneOf: zonesOf(procedures), pepper });
  const projecting = await createProjecting({ store, readModels, projections, holder, timing, log });
  const execute = createCaseCommands({ store, readModels, procedures, clock: now, pepper });
  const core = { store, readModels, procedures, evidence, execute, now };
  const deadlines = createDeadlineSource(store, readModels, timing);
  const scheduler = createScheduler({ engine: core, deadlines, log, timing, holder });
  const background = runInBackground(options, {
    projecting,
    schedule: (signal) => runSchedulerLoop({ scheduler, engine: core, deadlines, log, timing }, signal),
  });
  return {
    ...core,
    ...projecting,
    queries: createCaseQueries({ store, readModels, procedures, now }),
    scheduler,
    async close() {
      await background.stop();
      await scheduler.release();
      await closeStores(parts);
    },
  };
}

interface Background {
  readonly projecting: Pick<Projecting, 'run'>;
  schedule(signal: AbortSignal): Promise<void>;
}

function runInBackground(
  { projections, scheduler, log = silentLogger }: OpenEngineOptions,
  background: Background,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = [
    ...(projections === 'inline' ? [background.projecting.run(signal)] : []),
    ...(scheduler === true ? [background.schedule(signal)] : []),
  ];
  for (const loop of running) {
    loop.catch((error: unknown) => {
      log.error({ err: error }, 'a background loop has ended; restart the process');
    });
  }
  return {
    async stop() {
      stopping.abort();
      await Promise.allSettled(running);
    },
  };
}

async function closeStores({ store, readModels }: Pick<Parts, 'store' | 'readModels'>): Promise<void> {
  await store.close();
  await readModels.close();
}

/** An event of a procedure that is no longer installed is placed in UTC rather than stopping a projection. */
const zonesOf =
  (procedures: ProcedureRegistry) =>
  (id: string, version: number): string =>
    (procedures.get(id, version) ?? procedures.get(id))?.timeZone ?? 'UTC';
